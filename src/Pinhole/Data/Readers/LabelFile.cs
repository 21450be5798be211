using System.Globalization;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>Labels in a file of their own: idx, npy, or text with one label a line.</summary>
internal static class LabelFile
{
    /// <summary>The labels of a data file whose format cannot hold them.</summary>
    /// <param name="dataPath">The data file.</param>
    /// <param name="labels">What the user asked for: null, "auto" or a path.</param>
    /// <param name="rows">How many rows the data file has.</param>
    /// <returns>The labels, or null if none were asked for and none are beside the data.</returns>
    /// <exception cref="InputException">The label file is missing, cannot be read, or has the wrong number of
    /// rows.</exception>
    public static ClassLabels? Find(string dataPath, string? labels, int rows)
    {
        if (labels is not (null or "auto"))
            return Read(labels, dataPath, rows);

        string? beside = Beside(dataPath).FirstOrDefault(File.Exists);
        if (beside is null && labels is not null)
            throw new InputException($"there is no label file beside {dataPath}; name one with `Labels`");
        return beside is null ? null : Read(beside, dataPath, rows);
    }

    /// <summary>Joins rows with the labels that <see cref="Find"/> finds.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="schema">Their schema, to which the names of the classes are added.</param>
    /// <param name="dataPath">The data file.</param>
    /// <param name="labels">What the user asked for.</param>
    /// <exception cref="InputException">As for <see cref="Find"/>, or a number of a row is not finite.</exception>
    public static StoredRows Label(RowStore rows, Schema schema, string dataPath, string? labels)
    {
        ClassLabels? classes = Find(dataPath, labels, rows.Rows);
        return StoredRows.Of(
            rows,
            schema with
            {
                ClassNames = classes?.Names ?? [],
            },
            Path.GetFileName(dataPath),
            classes?.Labels
        );
    }

    /// <summary>Reads a label file; it must have one label for each row of the data file.</summary>
    public static ClassLabels Read(string path, string dataPath, int rows)
    {
        if (!File.Exists(path))
            throw new InputException($"the label file {path} does not exist; check the path");

        return Fitting(InputFile.Guard(path, () => ReadAny(path, rows)), path, dataPath, rows);
    }

    /// <summary>Checks that there is one label for each row of the data file.</summary>
    /// <param name="labels">The labels found.</param>
    /// <param name="place">Where, for messages.</param>
    /// <param name="dataPath">The data file.</param>
    /// <param name="rows">How many rows it has.</param>
    public static ClassLabels Fitting(ClassLabels labels, string place, string dataPath, int rows) =>
        labels.Count == rows
            ? labels.Finish()
            : throw new InputException(
                $"{place} has {labels.Count} labels for the {rows} rows of {dataPath}; give one a row"
            );

    /// <summary>Numbers as labels.</summary>
    /// <param name="numbers">One for each row.</param>
    /// <param name="place">Where they were found, for messages.</param>
    /// <exception cref="InputException">There are several numbers for a row.</exception>
    public static ClassLabels FromNumbers(NumberArray numbers, string place)
    {
        if (numbers.Values.Length != numbers.Shape[0])
            throw new InputException(
                $"{place} has {numbers.Values.Length / numbers.Shape[0]} numbers a row; a label file has one"
            );

        ClassLabels labels = new();
        foreach (float value in numbers.Values)
            labels.Add(value.ToString(CultureInfo.InvariantCulture));
        return labels;
    }

    private static ClassLabels ReadAny(string path, int rows)
    {
        byte[] start = new byte[8];
        int length = InputFile.ReadStart(path, start);
        if (IdxReader.Recognizes(start.AsSpan(0, length)))
            return FromNumbers(IdxReader.ReadNumbers(path), path);
        if (NpyReader.Recognizes(start.AsSpan(0, length)))
            return FromNumbers(NpyReader.ReadNumbers(path), path);
        return CsvTable.ReadLabels(path, rows);
    }

    // train-images-idx3-ubyte.gz has train-labels-idx1-ubyte.gz beside it, rows.npy has rows-labels.npy.
    private static string[] Beside(string dataPath)
    {
        string folder = Path.GetDirectoryName(dataPath) ?? "",
            name = Path.GetFileName(dataPath);
        if (name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            return [NpyLabels.Beside(dataPath)];
        if (!name.Contains("images", StringComparison.Ordinal))
            return [];

        string labels = name.Replace("images", "labels", StringComparison.Ordinal)
            .Replace("idx3", "idx1", StringComparison.Ordinal);
        string plain = labels.EndsWith(".gz", StringComparison.Ordinal) ? labels[..^3] : labels;
        return [Path.Combine(folder, labels), Path.Combine(folder, plain), Path.Combine(folder, plain + ".gz")];
    }
}
