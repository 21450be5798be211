using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>y = f(x Wᵀ + b).</summary>
public sealed class LinearLayer : Layer
{
    private readonly Activation _activation;
    private readonly int _weight;
    private readonly int _bias;

    /// <summary>Asks for its parameters, <c>NAME.weight</c> [outputs, inputs] and <c>NAME.bias</c> [outputs].</summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="name">What its parameters' names begin with.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="activation">f.</param>
    public LinearLayer(ParameterPlan plan, string name, int inputs, int outputs, Activation activation)
    {
        Inputs = inputs;
        Outputs = outputs;
        _activation = activation;
        _weight = plan.AddWeight($"{name}.weight", outputs, inputs, activation);
        _bias = plan.AddBias($"{name}.bias", outputs);
    }

    /// <inheritdoc/>
    public override int Inputs { get; }

    /// <inheritdoc/>
    public override int Outputs { get; }

    /// <inheritdoc/>
    public override Parameter OutputBias(ParameterSet parameters) => parameters.Parameters[_bias];

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass) => x.Linear(
        x.Tape.Parameter(pass.Parameters.Parameters[_weight]), x.Tape.Parameter(pass.Parameters.Parameters[_bias]), _activation);
}
