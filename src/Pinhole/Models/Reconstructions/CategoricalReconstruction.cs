using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// Cross-entropy −Σ x log x̂ in nats, where x̂ is the softmax of the decoder's logits: for rows that sum to 1, such as
/// one column for each class (<see cref="Dataset.WithLabelTargets"/>), or shares of a whole.
/// </summary>
public sealed record CategoricalReconstruction : Likelihood
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, CategoricalReconstruction>(
            "categorical",
            "Cross-entropy of classes in nats, for rows that sum to 1",
            new(),
            _ => "cross-entropy of classes (categorical)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override string? MeanFunction => "softmax";

    // The rounding error of a sum of some thousand shares in single precision.
    private const double Tolerance = 1e-3;

    private const double MinimumMean = 1e-3;

    private const string Remedy = "set `Targets` labels, or choose another loss";

    /// <inheritdoc/>
    public override bool OnLogits => true;

    /// <summary>"none": scaled columns would no longer sum to 1.</summary>
    public override string? PreprocessTargets => "none";

    /// <inheritdoc/>
    public override double Link(double mean) => Math.Log(Math.Max(mean, MinimumMean));

    /// <inheritdoc/>
    public override Reconstruction Resolve(Schema schema, string preprocess) =>
        schema.Columns > 1
            ? this
            : throw new InputException(
                $"the categorical loss needs several columns, and the targets have only one; {Remedy}"
            );

    /// <inheritdoc/>
    public override void RequireFit(Dataset targets, Preprocessor preprocessor)
    {
        base.RequireFit(targets, preprocessor);
        float[] prepared = new float[targets.Columns];
        for (int row = 0; row < targets.Rows; row++)
        {
            targets.Row(row).CopyTo(prepared);
            preprocessor.ApplyInPlace(prepared);
            double sum = 0;
            foreach (float share in prepared)
                sum += share;
            if (!(Math.Abs(sum - 1) <= Tolerance))
                throw new InputException(
                    $"the categorical loss needs rows that sum to 1, and row {row + 1} of {targets.Name} sums to "
                        + $"{sum:G4}; {Remedy}"
                );
        }
    }

    /// <inheritdoc/>
    public override Tensor Mean(Tensor output, Pass pass, Batch? batch = null) => output.LogSoftmax().Exp();

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass) =>
        -(batch.For(output).Targets * output.LogSoftmax()).SumFeatures();

    /// <summary>Draws a class for each row: 1 in its column, 0 in the others.</summary>
    /// <inheritdoc/>
    public override void Sample(Tensor output, Pass pass, Rng rng, Span<float> rows, Batch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(rng);
        int classes = output.Shape.Columns;
        output.Tape.Read(Mean(output, pass, batch), rows);
        for (int first = 0; first < rows.Length; first += classes)
        {
            Span<float> shares = rows.Slice(first, classes);
            double left = rng.NextDouble();
            int drawn = 0;
            while (drawn < classes - 1 && left >= shares[drawn])
                left -= shares[drawn++];
            shares.Clear();
            shares[drawn] = 1;
        }
    }

    /// <inheritdoc/>
    internal override void RequireRange((float Low, float High)? range, string data = "these")
    {
        if (range is not (0f, 1f))
            throw new InputException(
                $"the categorical loss needs rows of shares that sum to 1, but {data} are not in [0, 1]; {Remedy}"
            );
    }
}
