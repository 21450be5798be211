using System.Globalization;

namespace Pinhole.Data.Readers;

/// <summary>Labels as they were written, turned into classes, counted from 0.</summary>
internal sealed class ClassLabels
{
    private readonly List<int> _found = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);

    /// <summary>How many labels were added.</summary>
    public int Count => _found.Count;

    /// <summary>One index into <see cref="Names"/> a row; set by <see cref="Finish"/>.</summary>
    public int[] Labels { get; private set; } = [];

    /// <summary>The classes: sorted as numbers if all are numbers, otherwise as text.</summary>
    public string[] Names { get; private set; } = [];

    public void Add(string text)
    {
        _indices.TryAdd(text, _indices.Count);
        _found.Add(_indices[text]);
    }

    public ClassLabels Finish()
    {
        Names = [.. _indices.Keys];
        if (Names.All(name => double.TryParse(name, CultureInfo.InvariantCulture, out _)))
            Names =
            [
                .. Names
                    .OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture))
                    .ThenBy(name => name, StringComparer.Ordinal),
            ];
        else
            Array.Sort(Names, StringComparer.Ordinal);

        int[] sorted = new int[Names.Length];
        for (int i = 0; i < Names.Length; i++)
            sorted[_indices[Names[i]]] = i;
        Labels = [.. _found.Select(index => sorted[index])];
        return this;
    }
}
