namespace Pinhole.ModelFiles.Importing;

/// <summary>
/// A layer in a file of another program: the tensors whose names differ only in their last part, as in PyTorch
/// (<c>encoder.0.weight</c> and <c>encoder.0.bias</c> are the linear layer <c>encoder.0</c>).
/// </summary>
/// <param name="Name">The prefix of its tensors' names.</param>
/// <param name="Parts">Its tensors by the last part of their names, <see cref="Weight"/> among them.</param>
internal sealed record ForeignLayer(string Name, IReadOnlyDictionary<string, StoredTensor> Parts)
{
    public const string Weight = "weight";
    public const string Bias = "bias";
    public const string Mean = "running_mean";
    public const string Variance = "running_var";

    // More than any trainable network has, and few enough to sort.
    private const int MaximumLayers = 1000;

    // PyTorch counts the batches of its running statistics; Pinhole needs no count.
    private const string Batches = "num_batches_tracked";

    private static readonly string[] Known = [Weight, Bias, Mean, Variance];

    /// <summary>
    /// The shape of its weight: [outputs, inputs] of a linear layer, [features] of a normalization, [outputs, inputs,
    /// height, width] of a convolution and [inputs, outputs, height, width] of a transposed one.
    /// </summary>
    public IReadOnlyList<long> Shape => Parts[Weight].Shape;

    /// <summary>The layers of a file, in the order of <see cref="LayerOrder"/>.</summary>
    /// <param name="tensors">All tensors of the file, by name.</param>
    /// <exception cref="InputException">A tensor is no part of a linear layer or a normalization.</exception>
    public static IReadOnlyList<ForeignLayer> Group(IEnumerable<StoredTensor> tensors)
    {
        Dictionary<string, Dictionary<string, StoredTensor>> layers = [];
        foreach (StoredTensor tensor in tensors)
        {
            int dot = tensor.Name.LastIndexOf('.');
            string name = tensor.Name[..Math.Max(dot, 0)],
                part = tensor.Name[(dot + 1)..];
            if (part == Batches)
                continue;
            if (!Known.Contains(part) || name.Any(char.IsControl))
                throw new InputException(
                    $"its tensor {SafetensorsHeader.Quote(tensor.Name)} is no part of a layer; leave it out, or rename "
                        + $"it: tensors are called {string.Join(", ", Known.Select(known => $"LAYER.{known}"))}"
                );
            if (!layers.TryGetValue(name, out Dictionary<string, StoredTensor>? parts))
                layers.Add(name, parts = []);
            parts.Add(part, tensor);
        }

        if (layers.Count > MaximumLayers)
            throw new InputException(
                $"it has {layers.Count} layers, and at most {MaximumLayers} can be imported; give the weights of an "
                    + "autoencoder"
            );
        foreach ((string name, Dictionary<string, StoredTensor> parts) in layers)
            RequireSound(name, parts);
        return [.. layers.Select(layer => new ForeignLayer(layer.Key, layer.Value)).Order(LayerOrder.Comparer)];
    }

    /// <summary>Whether it is a convolution, transposed or not.</summary>
    public bool IsConvolution => Shape.Count == 4;

    /// <summary>The numbers of a part. A missing bias of a linear layer or a convolution is zero.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="outputs">How many numbers it has, unless it is <see cref="Weight"/>.</param>
    /// <exception cref="InputException">The layer has no such part, or its size does not fit.</exception>
    public float[] Numbers(string part, long outputs)
    {
        if (!Parts.TryGetValue(part, out StoredTensor? tensor))
            return part == Bias && Shape.Count > 1
                ? new float[outputs]
                : throw new InputException(
                    $"its layer {SafetensorsHeader.Quote(Name)} has no {part}, which the model needs; give the whole "
                        + "state of a trained network"
                );
        return part == Weight || tensor.Count == outputs
            ? tensor.ToFloats()
            : throw new InputException(
                $"its layer {SafetensorsHeader.Quote(Name)} has a {part} of {tensor.Count} numbers, and {outputs} are "
                    + "needed; choose another `Upsampling`: a convolution and a transposed convolution differ here"
            );
    }

    /// <summary>Its name and shape for messages.</summary>
    public override string ToString() => Describe(SafetensorsHeader.Quote(Name)[1..^1], Shape);

    /// <summary>A layer's name and shape for messages.</summary>
    public static string Describe(string name, IEnumerable<long> shape) =>
        $"{name}.{Weight} [{string.Join(", ", shape)}]";

    private static void RequireSound(string name, Dictionary<string, StoredTensor> parts)
    {
        string layer = SafetensorsHeader.Quote(name);
        if (!parts.TryGetValue(Weight, out StoredTensor? weight))
            throw new InputException(
                $"its layer {layer} has no {Weight}, only {string.Join(", ", parts.Keys)}; store shared weights "
                    + "in both places"
            );
        if (weight.Shape.Count is not (1 or 2 or 4) || weight.Count == 0)
            throw new InputException(
                $"its {Describe(layer, weight.Shape)} is not a linear layer, a convolution of images or a "
                    + "normalization; nothing else can be imported"
            );
        foreach ((string part, StoredTensor tensor) in parts)
        {
            if (!tensor.Type.IsFloatingPoint())
                throw new InputException(
                    $"the {part} of its layer {layer} holds {tensor.Type}, and floating-point numbers are needed; "
                        + "store it as F32"
                );
            // Either of the first two sizes of a convolution may be its outputs.
            bool fits =
                tensor.Shape.SequenceEqual([weight.Shape[0]])
                || (weight.Shape.Count == 4 && tensor.Shape.SequenceEqual([weight.Shape[1]]));
            if (part != Weight && !fits)
                throw new InputException(
                    $"its layer {layer} has a {part} of shape [{string.Join(", ", tensor.Shape)}], but its {Weight} "
                        + $"needs [{weight.Shape[0]}]; the file is damaged"
                );
        }
    }
}
