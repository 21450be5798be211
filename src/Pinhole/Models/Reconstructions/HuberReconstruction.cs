using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>Quadratic near the target, linear beyond δ (Huber 1964), summed over features.</summary>
/// <param name="Delta">δ, positive, in the units the model sees.</param>
public sealed record HuberReconstruction(double Delta = 1) : Reconstruction
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, HuberReconstruction>(
            "huber",
            "Quadratic near the target, linear beyond δ",
            new(),
            huber => $"Huber, δ = {Reading.Number(huber.Delta)}"
        ).Number(
            nameof(Delta),
            null,
            "The error from which it is linear, in the units the model sees",
            "a Huber δ of {0} is",
            NumberRange.Positive,
            huber => huber.Delta,
            (huber, value) => huber with { Delta = value }
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool TakesWeights => true;

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        if (batch.Weights is null)
            return output.Huber(batch.Targets, (float)Delta);
        batch = batch.For(output);
        // With c = min(|e|, δ) the loss is c (|e| − ½ c).
        float delta = (float)Delta;
        Tensor size = (output - batch.Targets).Abs();
        Tensor held = delta - (delta - size).Activate(Activation.Relu);
        return (held * (size - (0.5f * held)) * batch.Weights!.Value).SumFeatures();
    }
}
