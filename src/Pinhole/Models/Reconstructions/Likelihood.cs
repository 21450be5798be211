using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// A reconstruction loss that is the negative logarithm of a probability, or of a density, up to a constant: so a model
/// has an evidence lower bound, and rows can be drawn from what it gives.
/// </summary>
public abstract record Likelihood : Reconstruction
{
    /// <summary>
    /// What must be added to the cost of each feature to make it −log p, in nats: the logarithm of ∫ exp(−cost) dx. 0
    /// where the cost has its constants.
    /// </summary>
    [JsonIgnore]
    public virtual double LogNormalizer => 0;

    /// <summary>
    /// Whether it says how likely these numbers are: a Bernoulli likelihood does so of zeros and ones alone, a Poisson
    /// one of counts.
    /// </summary>
    /// <param name="targets">Prepared targets, of any shape.</param>
    public virtual bool Covers(ReadOnlySpan<float> targets) => true;

    /// <summary>log p of each row, in nats.</summary>
    /// <param name="output">As for <see cref="Reconstruction.Loss"/>.</param>
    /// <param name="batch">Has what it should have given, and what each number counts.</param>
    /// <param name="pass">Has the weights.</param>
    /// <returns>One number for each row of the output.</returns>
    public Tensor LogProbability(Tensor output, Batch batch, Pass pass)
    {
        Tensor loss = Loss(output, batch, pass);
        double normalizer = LogNormalizer;
        if (normalizer == 0)
            return -loss;
        return batch.For(output).Weights is Tensor weights
            ? -(loss + ((float)normalizer * weights.SumFeatures()))
            : loss.Affine(-1, (float)(-normalizer * batch.Targets.Shape.Columns));
    }

    /// <summary>Draws rows from what the decoder gave.</summary>
    /// <param name="output">As for <see cref="Reconstruction.Mean"/>.</param>
    /// <param name="pass">Has the weights.</param>
    /// <param name="rng">Where randomness comes from.</param>
    /// <param name="rows">Receives prepared rows, [batch, features].</param>
    /// <param name="batch">The rows that the latents were written from; null where they come from elsewhere.</param>
    public virtual void Sample(Tensor output, Pass pass, Rng rng, Span<float> rows, Batch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(rng);
        float[] scales = new float[rows.Length];
        output.Tape.Read(Mean(output, pass, batch), rows);
        Scales(output, pass, scales);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (float)Draw(rows[i], scales[i], rng);
    }

    /// <summary>The scale of each number, such as σ, where the likelihood has learned one.</summary>
    /// <param name="output">What the decoder gave.</param>
    /// <param name="pass">Has the weights.</param>
    /// <param name="scales">Receives [batch, features]; 0 before.</param>
    private protected virtual void Scales(Tensor output, Pass pass, Span<float> scales) { }

    /// <summary>A number around its mean, for likelihoods whose features are independent.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="scale">What <see cref="Scales"/> gave.</param>
    /// <param name="rng">Where randomness comes from.</param>
    private protected virtual double Draw(double mean, double scale, Rng rng) =>
        throw new NotSupportedException($"{GetType().Name} draws whole rows.");
}
