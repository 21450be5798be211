using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// A reconstruction loss that is the negative logarithm of a probability, or of a density, up to a constant: the model
/// then has an evidence lower bound, and rows can be drawn from its output.
/// </summary>
public abstract record Likelihood : Reconstruction
{
    /// <summary>
    /// The constant that makes the cost of each feature −log p, in nats: the logarithm of ∫ exp(−cost) dx. 0 if the
    /// cost already includes it.
    /// </summary>
    [JsonIgnore]
    public virtual double LogNormalizer => 0;

    /// <summary>
    /// Whether it is a likelihood of these numbers: a Bernoulli likelihood only of zeros and ones, a Poisson likelihood
    /// only of counts.
    /// </summary>
    /// <param name="targets">Prepared targets, of any shape.</param>
    public virtual bool Covers(ReadOnlySpan<float> targets) => true;

    /// <summary>log p of each row, in nats.</summary>
    /// <param name="output">As for <see cref="Reconstruction.Loss"/>.</param>
    /// <param name="batch">The batch, with targets and weights.</param>
    /// <param name="pass">The pass, with the weights.</param>
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

    /// <summary>Draws rows from the decoder's output.</summary>
    /// <param name="output">As for <see cref="Reconstruction.Mean"/>.</param>
    /// <param name="pass">The pass, with the weights.</param>
    /// <param name="rng">The random numbers.</param>
    /// <param name="rows">Receives prepared rows, [batch, features].</param>
    /// <param name="batch">The rows of the latents; null for latents that do not come from rows.</param>
    public virtual void Sample(Tensor output, Pass pass, Rng rng, Span<float> rows, Batch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(rng);
        float[] scales = new float[rows.Length];
        output.Tape.Read(Mean(output, pass, batch), rows);
        Scales(output, pass, scales);
        for (int i = 0; i < rows.Length; i++)
            rows[i] = (float)Draw(rows[i], scales[i], rng);
    }

    /// <summary>The scale of each number, such as σ, if the likelihood learns one.</summary>
    /// <param name="output">The decoder's output.</param>
    /// <param name="pass">The pass, with the weights.</param>
    /// <param name="scales">Receives [batch, features]; initially 0.</param>
    private protected virtual void Scales(Tensor output, Pass pass, Span<float> scales) { }

    /// <summary>Draws a number with a mean, for likelihoods with independent features.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="scale">The result of <see cref="Scales"/>.</param>
    /// <param name="rng">The random numbers.</param>
    private protected virtual double Draw(double mean, double scale, Rng rng) =>
        throw new NotSupportedException($"{GetType().Name} draws whole rows.");
}
