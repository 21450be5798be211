using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Layers;

/// <summary>The output of another layer and one more feature: a learned number, the same in each row.</summary>
public sealed class SharedFeatureLayer : Layer
{
    private readonly int _value;

    /// <summary>Declares its parameter, <c>NAME</c> [1], which starts at 0.</summary>
    /// <param name="plan">Collects the declarations.</param>
    /// <param name="name">The name of its parameter.</param>
    /// <param name="inner">The other layer.</param>
    public SharedFeatureLayer(ParameterPlan plan, string name, Layer inner)
    {
        Inner = inner;
        _value = plan.AddBias(name, 1);
    }

    /// <summary>The other layer.</summary>
    internal Layer Inner { get; }

    /// <inheritdoc/>
    public override int Inputs => Inner.Inputs;

    /// <inheritdoc/>
    public override int Outputs => Inner.Outputs + 1;

    /// <summary>The bias of the other layer, [outputs − 1].</summary>
    /// <inheritdoc/>
    public override Parameter? OutputBias(ParameterSet parameters) => Inner.OutputBias(parameters);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Pass pass)
    {
        Tensor features = Inner.Forward(x, pass);
        // A column of zeros as long as the batch, without an array.
        Tensor zeros = features.Columns(0, 1).Affine(0f, 0f);
        return features.Concat(zeros.AddRow(x.Tape.Parameter(pass.Parameters.Parameters[_value])));
    }
}
