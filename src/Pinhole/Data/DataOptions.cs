namespace Pinhole.Data;

/// <summary>How <see cref="Dataset.Open"/> reads a file or runs a generator.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// Where the labels are. Null: a label file beside an idx or npy file and the labels in an npz file are found
    /// automatically; a generator labels its rows; every column of a CSV file is data. "auto": as null, but a CSV
    /// column called label, labels, class or target, or the phenotypes of PLINK, are the labels; it is an error if
    /// there are none. "last": the last column of a CSV file. "phenotype": the sixth column of a .fam file. Otherwise
    /// the name of a CSV column or of an array of an npz file, or the path of a label file (idx, npy, or text with one
    /// label a line). Images and volumes are labelled by such a file, or else by the sub-folders that they are in.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>Names of columns that "auto" takes as labels.</summary>
    internal static readonly string[] LabelColumns = ["label", "labels", "class", "target"];

    /// <summary>
    /// The context of each row, for a conditional model: names of columns, separated by commas, which are moved out of
    /// the rows; or the path of a file with the same number of rows. Null for no context.
    /// </summary>
    public string? Context { get; init; }

    /// <summary>
    /// The target that a model should give for each row, if that is not the row itself: columns or a file as for <see
    /// cref="Context"/>, or "labels" for its class (<see cref="Dataset.WithLabelTargets"/>). Write "./labels" for a
    /// file of that name. Null: the row itself.
    /// </summary>
    public string? Targets { get; init; }

    /// <summary>The value of <see cref="Targets"/> that stands for the labels.</summary>
    internal const string LabelsAsTargets = "labels";

    /// <summary>
    /// The column of a CSV file that identifies the rows: its name, or without a header its position, counted from 1.
    /// It is not data; it is copied to the files that are written. Null for none.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// The columns of a CSV file to leave out: their names, or without a header their positions, counted from 1. Null
    /// for none.
    /// </summary>
    public IReadOnlyList<string>? Ignore { get; init; }

    /// <summary>
    /// Whether to transpose a Matrix Market file, so that its columns become the rows, such as for genes × cells. A
    /// folder of cell counts is transposed automatically.
    /// </summary>
    public bool Transpose { get; init; }

    /// <summary>
    /// The schema that the rows must match, such as that of a model. Columns of a CSV file are found by name and
    /// brought into this order, text becomes the same columns, and other columns are left out. Images are brought to
    /// this size and color, unless <see cref="ImageSize"/> and <see cref="Color"/> say otherwise. Null: the file alone
    /// decides.
    /// </summary>
    public Schema? Like { get; init; }

    /// <summary>
    /// The size that images are resized to as they are read. A side that shrinks is averaged over the area of each new
    /// pixel; a side that grows is interpolated linearly. Null keeps their size; then all images must have the same
    /// size.
    /// </summary>
    public ImageSize? ImageSize { get; init; }

    /// <summary>
    /// The color that images are converted to as they are read. Null keeps their color; then all images must have the
    /// same.
    /// </summary>
    public ImageColor? Color { get; init; }

    /// <summary>
    /// The size of the patches that NIfTI volumes are cut into. Each patch is a row. Patches do not overlap and are
    /// ordered along x first, then y, z and time; voxels at the far edges that do not fill a patch are left out.
    /// Patches of one slice are images. <see cref="PatchSize.Volume"/> makes each volume a row. Null: each slice is a
    /// row.
    /// </summary>
    public PatchSize? Patch { get; init; }

    /// <summary>
    /// The memory that the rows of a file may take as float32, in bytes. Larger data stay on the disk and are read when
    /// needed; the results are the same. Default: a quarter of the process's memory.
    /// </summary>
    public long? Memory { get; init; }

    /// <summary>How many rows a generator makes.</summary>
    public long Rows { get; init; } = 10_000;

    /// <summary>The seed of a generator; null for 1, or for that of the experiment they belong to.</summary>
    public ulong? Seed { get; init; }

    private const int MaximumPixels = 16_384;

    internal long MaximumBytes => Memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Checks the options.</summary>
    /// <exception cref="InputException">An option is out of range.</exception>
    public void Validate()
    {
        if (Rows < 1)
            throw new InputException($"{Rows} rows cannot be generated; ask for at least 1");
        if (Memory < 0)
            throw new InputException($"the rows cannot take {Memory} bytes of memory; choose 0 or more");
        if (
            ImageSize is { } size
            && (size is not { Width: >= 1 and <= MaximumPixels, Height: >= 1 and <= MaximumPixels })
        )
            throw new InputException(
                $"images cannot be resized to {size.Width}×{size.Height} pixels; choose sides of 1 to {MaximumPixels}"
            );
        if (Patch is { } patch && patch != PatchSize.Volume && patch is not { Width: >= 1, Height: >= 1, Depth: >= 1 })
            throw new InputException(
                $"volumes cannot be cut into patches of {patch} voxels; choose sides of at least 1"
            );
        if (Color is ImageColor color && !Enum.IsDefined(color))
            throw new InputException($"`Color` {color} does not exist; choose grey or color");
        if (Id is "")
            throw new InputException("`Id` is empty; name a column, or leave it out");
        if (Labels is "")
            throw new InputException("`Labels` is empty; name a column or a file, or leave it out");
        if (Context is "")
            throw new InputException("`Context` is empty; name columns or a file, or leave it out");
        if (Targets is "")
            throw new InputException("`Targets` is empty; name columns or a file, or leave it out");
    }
}
