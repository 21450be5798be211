using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// Reads NIfTI-1 and NIfTI-2 volumes, .nii and .nii.gz: each slice along z is a row, an image of [1, height, width], and the
/// slices of one time come before those of the next. Values are those of the file after its slope and intercept; NaN becomes 0.
/// </summary>
internal static class NiftiReader
{
    /// <summary>Whether a file that starts so is NIfTI.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => NiftiHeader.Recognizes(start);

    /// <summary>Reads slices, with labels of a file that the user named.</summary>
    public static Dataset Read(string path, DataOptions options)
    {
        if (options.Labels == "auto")
            throw new InputException($"{path} is a volume, which has no labels; name a file with a label for each slice");
        RowStore rows = NumberFile.ReadRows(path, NiftiHeader.Read, options.MostBytes, out NumberLayout layout);
        ClassLabels? classes = options.Labels is null ? null : LabelFile.Read(options.Labels, path, rows.Rows);
        return Dataset.FromStore(rows, layout.Schema with { ClassNames = classes?.Names ?? [] }, Path.GetFileName(path), classes?.Labels);
    }
}
