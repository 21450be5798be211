using Pinhole.Data.Readers.Images;

namespace Pinhole.Data.Readers;

/// <summary>Reads a file as a dataset, in the format that its first bytes show.</summary>
internal static class DatasetFile
{
    private delegate Dataset Reader(string path, DataOptions options);

    /// <summary>Reads a file that exists.</summary>
    public static Dataset Read(string path, DataOptions options) => InputFile.Guard(path, () =>
    {
        byte[] buffer = new byte[ImageReader.StartBytes];
        ReadOnlySpan<byte> start = buffer.AsSpan(0, InputFile.ReadStart(path, buffer));
        if (start.IsEmpty)
            throw new InputException($"{path} is empty; give a file with rows");
        if (!NiftiReader.Recognizes(start))
            NiftiReader.RefusePatches(options, path);
        if (ImageReader.Recognizes(start))
        {
            RequireNoColumns(path, options);
            return ImageFiles.Read(FileList.OfFile(path), options);
        }

        ImageForm.Refuse(options, path);
        if (Find(start, path) is Reader read)
        {
            RequireNoColumns(path, options);
            return read(path, options);
        }

        bool isWide = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
        if (!isWide && start.Contains((byte)0))
            throw new InputException($"{path} is neither a text table nor an npy, npz, idx, PLINK or NIfTI file nor a {ImageReader.Kinds} image; give one of these");
        TableHeader header = CsvTable.FindHeader(path);
        return TableReader.Read(() => new CsvTable(path, header), options, Path.GetFileName(path));
    });

    /// <summary>Whether a file that exists is a Matrix Market file.</summary>
    public static bool IsMatrixMarket(string path) => InputFile.Guard(path, () =>
    {
        byte[] start = new byte[ImageReader.StartBytes];
        return MatrixMarketReader.Recognizes(start.AsSpan(0, InputFile.ReadStart(path, start)), path);
    });

    // By what the file holds, where that tells; a name is asked last.
    private static Reader? Find(ReadOnlySpan<byte> start, string path)
    {
        if (NpyReader.Recognizes(start))
            return NpyReader.Read;
        if (NpzReader.Recognizes(start))
            return NpzReader.Read;
        if (NiftiReader.Recognizes(start))
            return NiftiReader.Read;
        if (IdxReader.Recognizes(start))
            return IdxReader.Read;
        if (MatrixMarketReader.Recognizes(start, path))
            return MatrixMarketReader.Read;
        return PlinkReader.Recognizes(start, path) ? PlinkReader.Read : null;
    }

    /// <summary>Refuses options for columns where there are none with names.</summary>
    /// <exception cref="InputException">One is given.</exception>
    public static void RequireNoColumns(string path, DataOptions options)
    {
        if (options.Id is not null || options.Ignore is not null)
            throw new InputException($"{path} is no table, and no columns with names can be chosen of it, so none is {(options.Id is not null ? "the id" : "left out")}; leave the option out, or give a CSV file");
    }
}
