using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>y = f(x + b), with one bias for each feature: it lets a decoder of images start from their mean.</summary>
public sealed class BiasLayer : Layer
{
    /// <summary>Declares its parameter, <c>NAME.bias</c> [features].</summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameter's name.</param>
    /// <param name="features">Features in and out.</param>
    /// <param name="activation">f.</param>
    public BiasLayer(ParameterPlan plan, string name, int features, Activation activation)
    {
        Inputs = features;
        Activation = activation;
        Bias = plan.AddBias($"{name}.bias", features);
    }

    /// <summary>The index of its bias.</summary>
    internal int Bias { get; }

    /// <summary>f.</summary>
    internal Activation Activation { get; }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs => Inputs;

    /// <inheritdoc/>
    public override Parameter OutputBias(ParameterSet parameters) => parameters.Parameters[Bias];

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) =>
        x.AddRow(x.Tape.Parameter(pass.Parameters.Parameters[Bias])).Activate(Activation);
}
