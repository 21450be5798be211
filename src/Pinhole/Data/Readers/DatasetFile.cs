using System.Text;
using Pinhole.Data.Readers.Images;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>Reads a file as a dataset, in the format that its first bytes show.</summary>
internal static class DatasetFile
{
    private delegate StoredRows Reader(string path, DataOptions options);

    private const string Table = "a text table";
    private const string Image = "an image";
    private const string Npy = "an npy file";
    private const string Npz = "an npz file";
    private const string Nifti = "a NIfTI volume";
    private const string SqliteStart = "SQLite format 3\0";

    // The formats that the extensions promise.
    private static readonly Dictionary<string, string> Promised = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = Table,
        [".tsv"] = Table,
        [".npy"] = Npy,
        [".npz"] = Npz,
        [".nii"] = Nifti,
        [".png"] = Image,
        [".jpg"] = Image,
        [".jpeg"] = Image,
        [".pgm"] = Image,
        [".ppm"] = Image,
        [".pbm"] = Image,
    };

    /// <summary>Reads a file that exists.</summary>
    public static StoredRows Read(string path, DataOptions options) => InputFile.Guard(path, () =>
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
                return Noticed(ImageFiles.Read(FileList.OfFile(path), options), Image, path);
            }

            ImageForm.Refuse(options, path);
            if (Find(start, path) is (string kind, Reader read))
            {
                RequireNoColumns(path, options);
                return Noticed(read(path, options), kind, path);
            }

            if (start.StartsWith(Encoding.ASCII.GetBytes(SqliteStart)))
                throw new InputException($"{path} is a database of SQLite; say which rows: sqlite:{path}?table=NAME");

            bool isWide = start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
            if (!isWide && start.Contains((byte)0))
                throw new InputException(
                    $"{path} is neither a text table nor an npy, npz, idx, PLINK or NIfTI file nor a "
                        + $"{ImageReader.Kinds} image; give one of these"
                );
            TableHeader header = CsvTable.FindHeader(path);
            return Noticed(
                TableReader.Read(() => new CsvTable(path, header), options, Path.GetFileName(path)),
                Table,
                path
            );
        });

    /// <summary>Whether a file that exists is a Matrix Market file.</summary>
    public static bool IsMatrixMarket(string path) => InputFile.Guard(path, () =>
        {
            byte[] start = new byte[ImageReader.StartBytes];
            return MatrixMarketReader.Recognizes(start.AsSpan(0, InputFile.ReadStart(path, start)), path);
        });

    // By the content, if that shows the format; the name decides last.
    private static (string Kind, Reader Read)? Find(ReadOnlySpan<byte> start, string path)
    {
        if (NpyReader.Recognizes(start))
            return (Npy, NpyReader.Read);
        if (NpzReader.Recognizes(start))
            return (Npz, NpzReader.Read);
        if (NiftiReader.Recognizes(start))
            return (Nifti, NiftiReader.Read);
        if (IdxReader.Recognizes(start))
            return ("an idx file", IdxReader.Read);
        if (MatrixMarketReader.Recognizes(start, path))
            return ("a Matrix Market file", MatrixMarketReader.Read);
        return PlinkReader.Recognizes(start, path) ? ("genotypes of PLINK", PlinkReader.Read) : null;
    }

    // A remark if the content is not what the extension promises.
    private static StoredRows Noticed(StoredRows rows, string kind, string path)
    {
        string end = Path.GetExtension(path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path);
        return Promised.TryGetValue(end, out string? promised) && promised != kind
            ? rows.WithRemark(
                $"{Path.GetFileName(path)} was read as {kind}, because that is its content, "
                    + $"although its name ends in {end}"
            )
            : rows;
    }

    /// <summary>Refuses options that name columns if the format has no named columns.</summary>
    /// <exception cref="InputException">Such an option is set.</exception>
    public static void RequireNoColumns(string path, DataOptions options)
    {
        if (options.Id is not null || options.Ignore is not null)
            throw new InputException(
                $"{path} has no named columns, so {(options.Id is not null ? "`Id`" : "`Ignore`")} has no effect; "
                    + "leave it out, or give a CSV file"
            );
    }
}
