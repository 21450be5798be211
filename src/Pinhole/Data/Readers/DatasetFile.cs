namespace Pinhole.Data.Readers;

/// <summary>Reads a file as a dataset, in the format that its first bytes show.</summary>
internal static class DatasetFile
{
    /// <summary>Reads a file that exists.</summary>
    public static Dataset Read(string path, DataOptions options) => InputFile.Guard(path, () =>
    {
        byte[] buffer = new byte[512];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, InputFile.ReadStart(path, buffer));
        if (start.IsEmpty)
            throw new InputException($"{path} is empty; give a file with rows");
        bool wideText = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (wideText || (!start.Contains((byte)0) && !PngReader.Recognizes(start) && !NpyReader.Recognizes(start)))
        {
            TableHeader header = CsvTable.FindHeader(path);
            return TableReader.Read(() => new CsvTable(path, header), options, Path.GetFileName(path));
        }

        RequireNoColumns(path, options);
        if (NpyReader.Recognizes(start))
            return NpyReader.Read(path, options);
        if (IdxReader.Recognizes(start))
            return IdxReader.Read(path, options);
        if (PngReader.Recognizes(start))
            return PngImages.ReadFile(path, options.Labels);
        throw new InputException($"{path} is neither a text table nor an npy, idx or png file; give one of these");
    });

    private static void RequireNoColumns(string path, DataOptions options)
    {
        if (options.Id is not null || options.Ignore is not null)
            throw new InputException($"{path} has no columns with names, so none is {(options.Id is not null ? "the id" : "left out")}; leave the option out, or give a CSV file");
    }
}
