namespace Pinhole.ModelFiles.Importing;

/// <summary>
/// Matches the layers of a file with those of a model: layers of the same shape have the same order in both. If names
/// do not show which of two comes first, nothing is guessed.
/// </summary>
internal static class LayerMatching
{
    private const int MaximumShown = 12;

    /// <summary>Finds the layer of the file for each layer of the model.</summary>
    /// <param name="wanted">Layers of the model, in the order in which they run.</param>
    /// <param name="found">Layers of the file, in the order of <see cref="LayerOrder"/>.</param>
    /// <exception cref="InputException">The layers do not match, or their order is unknown.</exception>
    public static IReadOnlyDictionary<ModelLayer, ForeignLayer> Match(
        IReadOnlyList<ModelLayer> wanted,
        IReadOnlyList<ForeignLayer> found
    )
    {
        ILookup<string, ForeignLayer> byShape = found.ToLookup(layer => Key(layer.Shape));
        Dictionary<ModelLayer, ForeignLayer> matches = [];
        foreach (IGrouping<string, ModelLayer> same in wanted.GroupBy(layer => Key(layer.Shape)))
        {
            ForeignLayer[] candidates = [.. byShape[same.Key]];
            ModelLayer[] layers = [.. same];
            if (candidates.Length != layers.Length)
                throw Others(
                    candidates.Length < layers.Length
                        ? $"no layer fits {layers[candidates.Length]}"
                        : $"{candidates[layers.Length]} of the file fits no layer",
                    wanted,
                    found
                );
            for (int i = 1; i < candidates.Length; i++)
            {
                if (!LayerOrder.IsKnown(candidates[i - 1], candidates[i]))
                    throw new InputException(
                        $"the names of {candidates[i - 1]} and {candidates[i]} in the file do not show which comes "
                            + "first, for "
                            + $"{layers[i - 1].Name} and {layers[i].Name}; rename them with "
                            + "numbers, or with encoder, decoder, mean and logvar"
                    );
            }

            foreach ((ModelLayer layer, ForeignLayer candidate) in layers.Zip(candidates))
                matches.Add(layer, candidate);
        }

        HashSet<ForeignLayer> taken = [.. matches.Values];
        return found.FirstOrDefault(layer => !taken.Contains(layer)) is ForeignLayer extra
            ? throw Others($"{extra} of the file fits no layer", wanted, found)
            : matches;
    }

    private static string Key(IEnumerable<long> shape) => string.Join(',', shape);

    private static InputException Others(
        string first,
        IEnumerable<ModelLayer> wanted,
        IReadOnlyList<ForeignLayer> found
    ) =>
        new(
            $"{first}: the model needs {List(wanted)}, and the file has {List(found)}; give the layers of the file "
                + "(`Hidden`, `Latent`, `Normalization`"
                + $"{(found.Any(layer => layer.IsConvolution) ? ", `Kernel`, `Upsampling`, `ImageSize`" : "")})"
        );

    private static string List(IEnumerable<object> layers)
    {
        string[] all = [.. layers.Select(layer => $"{layer}")];
        return all.Length > MaximumShown
            ? $"{string.Join(", ", all.Take(MaximumShown))}, … ({all.Length} in all)"
            : string.Join(", ", all);
    }
}
