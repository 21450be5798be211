using Pinhole.Data.Readers.Images;

namespace Pinhole.Data.Readers;

/// <summary>Reads a file as a dataset, in the format that its first bytes show.</summary>
internal static class DatasetFile
{
    /// <summary>Reads a file that exists.</summary>
    public static Dataset Read(string path, DataOptions options) => InputFile.Guard(path, () =>
    {
        byte[] buffer = new byte[ImageReader.StartBytes];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, InputFile.ReadStart(path, buffer));
        if (start.IsEmpty)
            throw new InputException($"{path} is empty; give a file with rows");
        if (ImageReader.Recognizes(start))
        {
            RequireNoColumns(path, options);
            return ImageFiles.ReadFile(path, options);
        }

        ImageForm.Refuse(options, path);
        bool wideText = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (wideText || (!start.Contains((byte)0) && !NpyReader.Recognizes(start)))
        {
            TableHeader header = CsvTable.FindHeader(path);
            return TableReader.Read(() => new CsvTable(path, header), options, Path.GetFileName(path));
        }

        RequireNoColumns(path, options);
        if (NpyReader.Recognizes(start))
            return NpyReader.Read(path, options);
        if (IdxReader.Recognizes(start))
            return IdxReader.Read(path, options);
        throw new InputException($"{path} is neither a text table nor an npy or idx file nor a {ImageReader.Kinds} image; give one of these");
    });

    /// <summary>Refuses options for columns where there are none with names.</summary>
    /// <exception cref="InputException">One is given.</exception>
    public static void RequireNoColumns(string path, DataOptions options)
    {
        if (options.Id is not null || options.Ignore is not null)
            throw new InputException($"{path} has no columns with names, so none is {(options.Id is not null ? "the id" : "left out")}; leave the option out, or give a CSV file");
    }
}
