using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// y = linear(x) + nonlinear(x): two paths side by side (after He et al. 2016, with a learned shortcut).
/// </summary>
public sealed class ResidualLayer : Layer
{
    /// <summary>Puts two layers side by side.</summary>
    /// <param name="linear">The path that is there from the start.</param>
    /// <param name="nonlinear">What bends it.</param>
    /// <exception cref="ArgumentException">The two have different sizes.</exception>
    public ResidualLayer(LinearLayer linear, Layer nonlinear)
    {
        ArgumentNullException.ThrowIfNull(linear);
        ArgumentNullException.ThrowIfNull(nonlinear);
        if ((linear.Inputs, linear.Outputs) != (nonlinear.Inputs, nonlinear.Outputs))
            throw new ArgumentException(
                $"One path makes {linear.Outputs} features of {linear.Inputs}, the other {nonlinear.Outputs} of "
                    + $"{nonlinear.Inputs}.",
                nameof(nonlinear)
            );
        Linear = linear;
        Nonlinear = nonlinear;
    }

    /// <summary>The path that is there from the start.</summary>
    internal LinearLayer Linear { get; }

    /// <summary>What bends it.</summary>
    internal Layer Nonlinear { get; }

    /// <summary>Those of the path that bends.</summary>
    /// <inheritdoc/>
    internal override IEnumerable<Layer> Hidden => Nonlinear.Hidden;

    /// <inheritdoc/>
    public override int Inputs => Linear.Inputs;

    /// <inheritdoc/>
    public override int Outputs => Linear.Outputs;

    /// <inheritdoc/>
    public override Parameter? OutputBias(ParameterSet parameters) => Linear.OutputBias(parameters);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => Linear.Forward(x, pass) + Nonlinear.Forward(x, pass);
}
