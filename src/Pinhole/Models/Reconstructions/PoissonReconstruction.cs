using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The negative log-likelihood of counts, λ − x log λ + log x!, in nats, summed over features: with a rate λ =
/// exp(decoder) for each (as in Poisson factor models and count VAEs; Zhou, Hannah, Dunson and Carin 2012).
/// </summary>
public sealed record PoissonReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, PoissonReconstruction>(
            "poisson",
            "A Poisson likelihood in nats, for raw counts",
            new(),
            _ => "Poisson likelihood (poisson)"
        );

    private const double MinimumMean = 1e-3;

    private const string Remedy = "give raw counts, or choose another loss, such as mse";

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? MeanFunction => "exp";

    /// <summary>"none": scaled counts are not counts.</summary>
    public override string? PreprocessTargets => "none";

    /// <inheritdoc/>
    public override double Link(double mean) => Math.Log(Math.Max(mean, MinimumMean));

    /// <inheritdoc/>
    public override Reconstruction Resolve(Schema schema, string preprocess)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (preprocess != "none")
            throw new InputException(
                $"the poisson loss needs raw counts, and the preprocessing '{preprocess}' changes "
                    + "them; choose `Preprocess` none"
            );
        if (schema is { IsBounded: true, Minimum: < 0 })
            throw new InputException($"the poisson loss is for counts, and these have negative numbers; {Remedy}");
        return this;
    }

    /// <inheritdoc/>
    public override void RequireFit(Dataset targets, Preprocessor preprocessor)
    {
        base.RequireFit(targets, preprocessor);
        float[] counts = new float[targets.Columns];
        for (int row = 0; row < targets.Rows; row++)
        {
            targets.CopyRows([row], counts);
            preprocessor.ApplyInPlace(counts);
            if (Array.Find(counts, number => !IsCount(number)) is float other && !IsCount(other))
                throw new InputException(
                    FormattableString.Invariant(
                        $"the poisson loss is for counts, and row {row + 1} of {targets.Name} has {other:G6}; {Remedy}"
                    )
                );
        }
    }

    /// <inheritdoc/>
    public override bool Covers(ReadOnlySpan<float> targets)
    {
        foreach (float target in targets)
        {
            if (!IsCount(target))
                return false;
        }

        return true;
    }

    /// <summary>
    /// log(1 + x): counts may be in the millions, and layers learn best from numbers near 1 (as in scVI, Lopez et al.
    /// 2018).
    /// </summary>
    /// <inheritdoc/>
    public override Tensor EncoderInput(Tensor rows) => rows.Activate(Activation.Relu).Affine(1, 1).Log();

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output, Pass pass, Batch? batch = null) => output.Exp();

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        if (batch.Weights is null)
            return output.PoissonLoss(batch.Targets);
        // Each number as its own row, so that it can be weighted.
        Tape tape = output.Tape;
        batch = batch.For(output);
        Shape numbers = new(checked((int)output.Shape.Length), 1);
        Tensor costs = tape.View(output, numbers).PoissonLoss(tape.View(batch.Targets, numbers));
        return (tape.View(costs, output.Shape) * batch.Weights!.Value).SumFeatures();
    }

    /// <inheritdoc/>
    private protected override double Draw(double mean, double scale, Rng rng) => PoissonSampler.Draw(mean, rng);

    private static bool IsCount(float number) => number >= 0 && float.IsInteger(number);
}
