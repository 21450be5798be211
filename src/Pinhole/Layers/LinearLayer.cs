using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>y = f(x Wᵀ + b), or without b.</summary>
public sealed class LinearLayer : Layer
{
    private readonly Activation _activation;
    private readonly int _weight;
    private readonly int? _bias;

    /// <summary>Asks for its parameters, <c>NAME.weight</c> [outputs, inputs] and <c>NAME.bias</c> [outputs].</summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="name">What its parameters' names begin with.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is b.</param>
    public LinearLayer(ParameterPlan plan, string name, int inputs, int outputs, Activation activation, bool bias = true)
    {
        Inputs = inputs;
        Outputs = outputs;
        _activation = activation;
        _weight = plan.AddWeight($"{name}.weight", outputs, inputs, activation);
        _bias = bias ? plan.AddBias($"{name}.bias", outputs) : null;
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override Parameter? OutputBias(ParameterSet parameters) => _bias is int bias ? parameters.Parameters[bias] : null;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        Tensor weight = x.Tape.Parameter(pass.Parameters.Parameters[_weight]);
        return _bias is int bias
            ? x.Linear(weight, x.Tape.Parameter(pass.Parameters.Parameters[bias]), _activation)
            : x.Linear(weight).Activate(_activation);
    }
}
