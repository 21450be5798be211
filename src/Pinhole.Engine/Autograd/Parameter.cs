using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>
/// A parameter of a model: a name, a shape, and views of the value and its gradient in a <see cref="ParameterSet"/>.
/// </summary>
public sealed class Parameter
{
    internal Parameter(ParameterSet owner, string name, Shape shape, Block value, Block gradient, bool isStatistic)
    {
        Owner = owner;
        Name = name;
        Shape = shape;
        Value = value;
        Gradient = gradient;
        IsStatistic = isStatistic;
    }

    /// <summary>The set that it belongs to.</summary>
    public ParameterSet Owner { get; }

    /// <summary>Its name in the model file, as in <c>encoder.0.weight</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether it is a statistic of the data, such as the running mean of a batch normalization: its gradient is always
    /// zero and no optimizer changes it, but it is stored with the other parameters.
    /// </summary>
    public bool IsStatistic { get; }

    /// <summary>[outputs, inputs] for weights, [outputs] for biases.</summary>
    public Shape Shape { get; }

    /// <summary>The numbers, row-major.</summary>
    public Block Value { get; }

    /// <summary>The gradient of the last <see cref="Tape.Backward"/>.</summary>
    public Block Gradient { get; }

    /// <summary>The last backward pass that wrote the gradient.</summary>
    internal long WrittenInPass { get; set; }

    /// <summary>The last backward pass that updated the value instead.</summary>
    internal long MovedInPass { get; set; }

    /// <summary>How many calls of the tape in that pass read the value.</summary>
    internal int Readers { get; set; }
}
