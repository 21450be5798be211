namespace Pinhole.ModelFiles.Onnx;

/// <summary>Builds a graph of ONNX.</summary>
/// <param name="name">Its name.</param>
internal sealed class Graph(string name)
{
    // A protobuf message has at most 2 GiB, of which names and nodes take some.
    private const long MaximumBytes = int.MaxValue - (1L << 26);

    private readonly HashSet<string> _initializers = [];
    private readonly List<OnnxValue> _inputs = [];
    private readonly List<OnnxValue> _outputs = [];
    private long _bytes;

    /// <summary>The graph so far.</summary>
    public GraphProto Message { get; } = new() { Name = name };

    /// <summary>The inputs of the graph.</summary>
    public IReadOnlyList<OnnxValue> Inputs => _inputs;

    /// <summary>The outputs of the graph.</summary>
    public IReadOnlyList<OnnxValue> Outputs => _outputs;

    /// <summary>Adds an input, [batch, features].</summary>
    /// <param name="input">Its name.</param>
    /// <param name="features">Numbers in a row.</param>
    public Signal Input(string input, int features)
    {
        OnnxValue value = new(input, features);
        _inputs.Add(value);
        Message.Input.Add(Describe(value));
        return new Signal(input, [features]);
    }

    /// <summary>Adds an output.</summary>
    /// <param name="output">Its name.</param>
    /// <param name="tensor">The tensor, [batch, features] or [batch].</param>
    /// <param name="features">Numbers in a row; null for one number without a second dimension.</param>
    public void Output(string output, string tensor, int? features)
    {
        OnnxValue value = new(output, features);
        _outputs.Add(value);
        Message.Output.Add(Describe(value));
        Message.Node.Add(
            new NodeProto
            {
                OpType = "Identity",
                Name = output,
                Input = { tensor },
                Output = { output },
            }
        );
    }

    /// <summary>Adds a node.</summary>
    /// <param name="operation">An operator of the standard.</param>
    /// <param name="inputs">The input tensors.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The output tensor.</returns>
    public string Add(string operation, string[] inputs, params AttributeProto[] attributes) =>
        Add(1, operation, inputs, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    /// <param name="outputs">The number of outputs.</param>
    /// <param name="operation">An operator of the standard.</param>
    /// <param name="inputs">The input tensors.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <returns>The output tensors.</returns>
    public IReadOnlyList<string> Add(int outputs, string operation, string[] inputs, params AttributeProto[] attributes)
    {
        string node = $"{operation}.{Message.Node.Count}";
        string[] tensors = [.. Enumerable.Range(0, outputs).Select(output => outputs == 1 ? node : $"{node}.{output}")];
        Message.Node.Add(
            new NodeProto
            {
                OpType = operation,
                Name = node,
                Input = { inputs },
                Output = { tensors },
                Attribute = { attributes },
            }
        );
        return tensors;
    }

    /// <summary>Adds a constant tensor to the graph; one that it already has is reused.</summary>
    /// <returns>Its name.</returns>
    /// <exception cref="InputException">The file would be larger than the format allows.</exception>
    public string Add(TensorProto tensor)
    {
        if (!_initializers.Add(tensor.Name))
            return tensor.Name;
        _bytes += tensor.RawData.Length;
        if (_bytes > MaximumBytes)
            throw new InputException(
                $"the model is too large for ONNX: the weights of its {Message.Name} take more than the 2 GiB that "
                    + "such a file may have; train one with smaller layers"
            );
        Message.Initializer.Add(tensor);
        return tensor.Name;
    }

    /// <summary>Adds constant integers, [count].</summary>
    public string Integers(params long[] values) => Add(Tensors.Of($"integers.{string.Join('.', values)}", values));

    /// <summary>Adds a constant number.</summary>
    public string Number(float value) => Add(Tensors.Of(FormattableString.Invariant($"number.{value:R}"), [], [value]));

    private static ValueInfoProto Describe(OnnxValue value)
    {
        TensorShapeProto shape = new() { Dim = { new DimensionProto { DimParam = OnnxValue.Batch } } };
        if (value.Features is int features)
            shape.Dim.Add(new DimensionProto { DimValue = features });
        return new ValueInfoProto
        {
            Name = value.Name,
            Type = new TypeProto
            {
                TensorType = new TensorTypeProto { ElemType = DataType.Float, Shape = shape },
            },
        };
    }
}
