using Pinhole.Engine.Autograd;

namespace Pinhole.ModelFiles.Importing;

/// <summary>A layer of a model that needs weights, or one half of it.</summary>
/// <param name="Name">The prefix of its parameters' names.</param>
/// <param name="Shape">[outputs, inputs] of a linear layer, [features] of a normalization; of a convolution see <see
/// cref="ImageLayers"/>.</param>
/// <param name="Parts">Its parameters by their names in PyTorch; see <see cref="ForeignLayer"/>.</param>
internal sealed record ModelLayer(string Name, IReadOnlyList<long> Shape, IReadOnlyDictionary<string, string> Parts)
{
    /// <summary>The suffix of a normalization's name after that of its linear layer.</summary>
    public const string Normalization = ".normalization";

    private const string EncoderPrefix = "encoder.";
    private const string BottleneckPrefix = "bottleneck.";

    private static readonly string[] HalfNames = ["mean", "log-variance"];

    private static readonly Dictionary<string, string> Names = new()
    {
        ["weight"] = ForeignLayer.Weight,
        ["scale"] = ForeignLayer.Weight,
        ["bias"] = ForeignLayer.Bias,
        ["shift"] = ForeignLayer.Bias,
        ["mean"] = ForeignLayer.Mean,
        ["variance"] = ForeignLayer.Variance,
    };

    /// <summary>The layers of a model, in the order in which they run.</summary>
    /// <param name="declarations">Its parameters. Counters that a bottleneck needs only in training are left
    /// out.</param>
    /// <exception cref="InputException">A parameter is of a kind that other programs do not have.</exception>
    public static IReadOnlyList<ModelLayer> Group(IEnumerable<(string Name, Shape Shape)> declarations)
    {
        List<ModelLayer> layers = [];
        foreach (
            IGrouping<string, (string Name, Shape Shape)> layer in declarations
                .Where(parameter => !parameter.Name.StartsWith(BottleneckPrefix, StringComparison.Ordinal))
                .GroupBy(parameter => parameter.Name[..parameter.Name.LastIndexOf('.')])
        )
        {
            Dictionary<string, string> parts = [];
            foreach ((string name, _) in layer)
                parts.Add(Names.GetValueOrDefault(name[(layer.Key.Length + 1)..]) ?? throw NotImported(name), name);
            if (!parts.TryGetValue(ForeignLayer.Weight, out string? weight))
            {
                // The last bias of a convolutional network has a number for each pixel and is a layer of its own.
                if (layers[^1].Parts.ContainsKey(ForeignLayer.Bias))
                    throw NotImported($"{layer.Key}.{ForeignLayer.Weight}, which is another layer's");
                layers[^1] = layers[^1] with { Parts = layers[^1].Parts.Concat(parts).ToDictionary() };
                continue;
            }

            layers.Add(
                new ModelLayer(
                    layer.Key,
                    ModelFile.Sizes(layer.First(parameter => parameter.Name == weight).Shape),
                    parts
                )
            );
        }

        return layers;
    }

    /// <summary>Which dimension of its shape is the outputs.</summary>
    public int OutputAxis { get; init; }

    /// <summary>Reorders the numbers of a part from PyTorch's order to Pinhole's; null if they are the same.</summary>
    public Func<string, float[], float[]>? Arrange { get; init; }

    /// <summary>The numbers of a part, taken from layers of a file.</summary>
    /// <param name="part">Its name in PyTorch.</param>
    /// <param name="sources">The layer of the file, or its two halves.</param>
    /// <exception cref="InputException">The layers do not have these numbers.</exception>
    public float[] Numbers(string part, IEnumerable<ForeignLayer> sources)
    {
        float[] numbers = [.. sources.SelectMany(source => source.Numbers(part, source.Shape[OutputAxis]))];
        return Arrange is null ? numbers : Arrange(part, numbers);
    }

    /// <summary>Whether it is a linear layer of the encoder.</summary>
    public bool IsOfEncoder => Shape.Count == 2 && Name.StartsWith(EncoderPrefix, StringComparison.Ordinal);

    /// <summary>
    /// Splits a layer that gives mean and log-variance into two of half the outputs each, as many networks have them.
    /// </summary>
    public IEnumerable<ModelLayer> Halves() =>
        HalfNames.Select(half => this with { Name = $"{Name} ({half})", Shape = [Shape[0] / 2, Shape[1]] });

    /// <summary>Its name and shape for messages.</summary>
    public override string ToString() => ForeignLayer.Describe(Name, Shape);

    private static InputException NotImported(string name) =>
        new(
            $"the model has {name}, which cannot be imported; leave out `TiedWeights`, and do not set `Reconstruction` "
                + "to gaussian"
        );
}
