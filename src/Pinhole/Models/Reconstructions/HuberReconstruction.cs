using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Reconstructions;

/// <summary>Quadratic near the target, linear beyond δ (Huber 1964), summed over features.</summary>
/// <param name="Delta">δ, positive, in the units the model sees.</param>
public sealed record HuberReconstruction(double Delta = 1) : Reconstruction
{
    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor target) => output.Huber(target, (float)Delta);

    /// <inheritdoc/>
    public override Tensor WeightedLoss(Tensor output, Tensor target, Tensor weights)
    {
        // With c = |e| held to at most δ, the loss is c (|e| − ½ c).
        float delta = (float)Delta;
        Tensor size = (output - target).Abs();
        Tensor held = delta - (delta - size).Activate(Activation.Relu);
        return (held * (size - (0.5f * held)) * weights).SumFeatures();
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        if (!(Delta > 0) || !double.IsFinite(Delta))
            throw new InputException($"a Huber δ of {Delta} is not possible; choose a positive number");
    }
}
