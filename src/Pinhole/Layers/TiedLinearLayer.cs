using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>
/// y = f(x W + b), or without b, where W is the weight of the mirrored layer; both share it (tied weights; Vincent et
/// al. 2010, section 2.2).
/// </summary>
public sealed class TiedLinearLayer : Layer
{
    /// <summary>Declares its bias, <c>NAME.bias</c> [outputs]; the weight is declared already.</summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The prefix of its parameter's name.</param>
    /// <param name="weight">The index of the weight, [inputs, outputs]: see <see
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
        Tensor product = x.MatMul(x.Tape.Parameter(pass.Parameters.Parameters[Weight]));
        if (Bias is int bias)
            product = product.AddRow(x.Tape.Parameter(pass.Parameters.Parameters[bias]));
        return product.Activate(Activation);
    }
}
