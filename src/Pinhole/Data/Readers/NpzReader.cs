using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads NumPy's .npz: the rows are the array X, data or x_train, or the only array with two or more dimensions. The
/// labels are the array y, labels or target (for x_train also y_train), if there is one. Each array follows the rules
/// of npy files.
/// </summary>
internal static class NpzReader
{
    private const string KerasRows = "x_train";
    private const string KerasLabels = "y_train";

    private static readonly string[] RowNames = ["X", "data", KerasRows];
    private static readonly string[] LabelNames = ["y", "labels", "target"];

    // The arrays that scipy.sparse.save_npz writes in each format.
    private static readonly string[] SparseNames = ["format", "shape", "data"];

    /// <summary>Whether a file that starts so is a zip file, as npz files are.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) =>
        start is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..];

    /// <summary>Reads rows, with the labels in the file if there are any.</summary>
    public static StoredRows Read(string path, DataOptions options)
    {
        try
        {
            using NpzArchive archive = new(path);
            return Read(archive, options);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw new InputException(
                $"{path}: the npz file is damaged, cut short or not packed as NumPy does; fetch it again, or save it "
                    + "with numpy.savez",
                exception
            );
        }
    }

    private static StoredRows Read(NpzArchive archive, DataOptions options)
    {
        string name = RowsName(archive);
        (RowStore rows, Schema schema) = archive.Read(name, (content, layout) =>
            (
                NumberFile.ReadRows(content, layout, isPacked: true, options.MaximumBytes, archive.Place(name)),
                layout.Schema
            )
        );
        List<string> remarks = [];
        ClassLabels? classes = Labels(archive, name, rows.Rows, options.Labels, remarks);
        return StoredRows.Of(
            rows,
            schema with
            {
                ClassNames = classes?.Names ?? [],
            },
            Path.GetFileName(archive.Path),
            classes?.Labels,
            remarks: remarks
        );
    }

    private static string RowsName(NpzArchive archive)
    {
        if (archive.Names.Count == 0)
            throw new InputException(
                $"{archive.Path} is a zip file without NumPy arrays; save the rows with numpy.savez"
            );
        if (SparseNames.All(archive.Has))
            throw new InputException(
                $"{archive.Path} holds a sparse matrix of SciPy, which is not read; save it with numpy.savez(FILE, "
                    + "X=matrix.toarray())"
            );
        if (Array.Find(RowNames, archive.Has) is string known)
            return known;
        if (archive.Names.Count == 1)
            return archive.Names.Single();

        string[] tables =
        [
            .. archive.Names.Where(name =>
                !LabelNames.Contains(name) && archive.Layout(name, out _)?.Shape.Length >= 2
            ),
        ];
        return tables is [string only]
            ? only
            : throw new InputException(
                $"{archive.Path} has {(tables.Length == 0 ? "no array" : "several arrays")} of two or more "
                    + $"dimensions, and none called {string.Join(", ", RowNames)}; call the rows X (it has "
                    + $"{archive.Listed})"
            );
    }

    private static ClassLabels? Labels(
        NpzArchive archive,
        string rowsName,
        int rows,
        string? labels,
        List<string> remarks
    )
    {
        if (labels is not (null or "auto"))
            return Named(archive, labels, rows);

        string[] names = rowsName == KerasRows ? [KerasLabels, .. LabelNames] : LabelNames;
        string? found = names.FirstOrDefault(name => name != rowsName && archive.Has(name));
        if (found is null)
        {
            return labels is null
                ? null
                : throw new InputException(
                    $"{archive.Path} has no labels called {string.Join(", ", names)}; name an array or a file with "
                        + $"`Labels` (it has {archive.Listed})"
                );
        }

        // Nobody asked for these labels, so an array that cannot be labels, such as text or several numbers a row, is
        // no error.
        if (labels is null && WhyNoLabels(archive, found) is string reason)
        {
            remarks.Add($"the array {found} was not taken for labels: {reason}");
            return null;
        }

        return Read(archive, found, rows);
    }

    private static ClassLabels Named(NpzArchive archive, string labels, int rows)
    {
        if (archive.Has(labels))
            return Read(archive, labels, rows);
        return File.Exists(labels)
            ? LabelFile.Read(labels, archive.Path, rows)
            : throw new InputException(
                $"{archive.Path} has no array '{labels}', and there is no file of that name; name one of its arrays "
                    + $"({archive.Listed}) or a label file"
            );
    }

    private static string? WhyNoLabels(NpzArchive archive, string name)
    {
        NumberLayout? layout = archive.Layout(name, out string? refusal);
        return layout is not null && layout.Count != layout.Rows ? $"it has {layout.Columns} numbers a row" : refusal;
    }

    private static ClassLabels Read(NpzArchive archive, string name, int rows)
    {
        string place = archive.Place(name);
        NumberArray numbers = archive.Read(name, (content, layout) =>
            NumberArray.Read(content, layout, isLengthKnown: false, place)
        );
        return LabelFile.Fitting(LabelFile.FromNumbers(numbers, place), place, archive.Path, rows);
    }
}
