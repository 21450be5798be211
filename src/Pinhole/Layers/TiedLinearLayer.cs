using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// y = f(x W + b), or without b, where W is the weight of another layer that goes the other way: both learn it together
/// (Vincent et al. 2010, section 2.2).
/// </summary>
public sealed class TiedLinearLayer : Layer
{
    /// <summary>Asks for its bias, <c>NAME.bias</c> [outputs]; the weight has been asked for.</summary>
    /// <param name="plan">Where to ask.</param>
    /// <param name="name">What its parameter's name begins with.</param>
    /// <param name="weight">The place of the weight, [inputs, outputs]: see <see
    /// cref="ParameterPlan.FindWeight"/>.</param>
    /// <param name="inputs">Features in: the other layer's features out.</param>
    /// <param name="outputs">Features out: the other layer's features in.</param>
    /// <param name="activation">f.</param>
    /// <param name="bias">Whether there is b.</param>
    public TiedLinearLayer(
        ParameterPlan plan,
        string name,
        int weight,
        int inputs,
        int outputs,
        Activation activation,
        bool bias = true
    )
    {
        Inputs = inputs;
        Outputs = outputs;
        Activation = activation;
        Weight = weight;
        Bias = bias ? plan.AddBias($"{name}.bias", outputs) : null;
    }

    /// <summary>The place of its weight.</summary>
    internal int Weight { get; }

    /// <summary>The place of its bias, if it has one.</summary>
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
        Tensor product = x.MatMul(x.Tape.Parameter(pass.Parameters.Parameters[Weight]));
        if (Bias is int bias)
            product = product.AddRow(x.Tape.Parameter(pass.Parameters.Parameters[bias]));
        return product.Activate(Activation);
    }
}
