using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// Normalizes each feature over the batch, then scales and shifts it (Ioffe and Szegedy 2015). In training it uses the
/// mean and variance of the batch, and the running ones move a tenth of the way towards them in each step, with the
/// unbiased variance, as in PyTorch. Outside training it uses the running ones, so that no row depends on other rows.
/// </summary>
/// <remarks>
/// One row has no variance, and the output would always be the shift. So a training batch of one row, which may be the
/// last of an epoch, is normalized with the running statistics, which do not change.
/// </remarks>
public sealed class BatchNormalizationLayer : Layer
{
    private readonly int _features;

    /// <summary>
    /// Declares its parameters, <c>NAME.scale</c> and <c>NAME.shift</c>, and for its statistics, <c>NAME.mean</c> and
    /// <c>NAME.variance</c>, [features] each.
    /// </summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="features">Features in and out.</param>
    public BatchNormalizationLayer(ParameterPlan plan, string name, int features)
    {
        _features = features;
        Scale = plan.AddScale($"{name}.scale", features);
        Shift = plan.AddBias($"{name}.shift", features);
        Mean = plan.AddStatistic($"{name}.mean", features, 0f);
        Variance = plan.AddStatistic($"{name}.variance", features, 1f);
    }

    /// <summary>The index of its scale.</summary>
    internal int Scale { get; }

    /// <summary>The index of its shift.</summary>
    internal int Shift { get; }

    /// <summary>The index of the running means.</summary>
    internal int Mean { get; }

    /// <summary>The index of the running variances.</summary>
    internal int Variance { get; }

    /// <inheritdoc/>
    public override int Inputs => _features;

    /// <inheritdoc/>
    public override int Outputs => _features;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        Tensor scale = x.Tape.Parameter(pass.Parameters.Parameters[Scale]),
            shift = x.Tape.Parameter(pass.Parameters.Parameters[Shift]);
        Tensor mean = x.Tape.Parameter(pass.Parameters.Parameters[Mean]),
            variance = x.Tape.Parameter(pass.Parameters.Parameters[Variance]);
        return pass.Kind == PassKind.Training && x.Shape.Rows > 1
            ? x.BatchNormalization(scale, shift, mean, variance)
            : x.FrozenBatchNormalization(scale, shift, mean, variance);
    }
}
