using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>y = f(x Wᵀ + b), or without b.</summary>
public sealed class LinearLayer : Layer
{
    /// <summary>Declares its parameters, <c>NAME.weight</c> [outputs, inputs] and <c>NAME.bias</c> [outputs].</summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameters' names.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is b.</param>
    public LinearLayer(
        ParameterPlan plan,
        string name,
        int inputs,
        int outputs,
        Activation activation,
        bool bias = true
    )
    {
        Inputs = inputs;
        Outputs = outputs;
        Activation = activation;
        Weight = plan.AddWeight($"{name}.weight", outputs, inputs, activation);
        Bias = bias ? plan.AddBias($"{name}.bias", outputs) : null;
    }

    /// <summary>The index of its weight.</summary>
    internal int Weight { get; }

    /// <summary>The index of its bias, if it has one.</summary>
    internal int? Bias { get; }

    /// <summary>f.</summary>
    internal Activation Activation { get; }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override Parameter? OutputBias(ParameterSet parameters) =>
        Bias is int bias ? parameters.Parameters[bias] : null;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        Tensor weight = x.Tape.Parameter(pass.Parameters.Parameters[Weight]);
        return Bias is int bias
            ? x.Linear(weight, x.Tape.Parameter(pass.Parameters.Parameters[bias]), Activation)
            : x.Linear(weight).Activate(Activation);
    }
}
