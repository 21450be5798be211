namespace Pinhole.Data;

/// <summary>How <see cref="Dataset.Open"/> reads a file or runs a generator.</summary>
public sealed record DataOptions
{
    /// <summary>
    /// Where the labels are. Null: a label file that lies beside an idx or npy file is found by itself, and so are the
    /// labels in an npz file; a generator labels its rows, and every column of a CSV file is data. "auto": as null, and
    /// a CSV column called label, labels, class or target is taken, or the phenotypes of PLINK; it is an error to find
    /// none. "last": the last column of a CSV file. "phenotype": the sixth column of a .fam file. Otherwise the name of
    /// a CSV column or of an array of an npz file, or the path of a label file (idx, npy, or text with one label a
    /// line). Images and volumes are labelled by such a file, or without it by the sub-folders they lie in.
    /// </summary>
    public string? Labels { get; init; }

    /// <summary>What a column of labels is called where nobody says it.</summary>
    internal static readonly string[] LabelColumns = ["label", "labels", "class", "target"];

    /// <summary>
    /// What else is known of each row, for a conditional model: names of columns, with commas between them, which are
    /// then no longer columns of the rows; or the path of a file with as many rows. Null for nothing.
    /// </summary>
    public string? Context { get; init; }

    /// <summary>
    /// What each row is to become, where that is not the row itself; columns or a file as for <see cref="Context"/>, or
    /// "labels" for its class (<see cref="Dataset.WithLabelTargets"/>). A file of that name is reached as "./labels".
    /// </summary>
    public string? Targets { get; init; }

    /// <summary>The word that makes targets of labels.</summary>
    internal const string LabelsAsTargets = "labels";

    /// <summary>
    /// The column of a CSV file, by name (by position, counted from 1, without a header), that says which row is which;
    /// it is no data, and is carried along to what is written. Null for none.
    /// </summary>
    public string? Id { get; init; }

    /// <summary>
    /// The columns of a CSV file, by name (by position, counted from 1, without a header), that are left out; null for
    /// none.
    /// </summary>
    public IReadOnlyList<string>? Ignore { get; init; }

    /// <summary>
    /// Whether the columns of a Matrix Market file are the rows, as where it has genes × cells. A folder of counts of
    /// cells is turned by itself.
    /// </summary>
    public bool Transpose { get; init; }

    /// <summary>
    /// Rows that those of a CSV file are to be like: columns are found by their names, in the order that these rows
    /// have, text becomes the same columns, and what else the file has is left out. Image files are brought to the size
    /// and color of these rows, unless <see cref="ImageSize"/> and <see cref="Color"/> say otherwise. Null to go by the
    /// file alone.
    /// </summary>
    public Schema? Like { get; init; }

    /// <summary>
    /// The size that image files are stretched to as they are read: a side that becomes shorter averages over the area
    /// a pixel covers, one that becomes longer interpolates linearly. Null to leave them as they are; then all have one
    /// size.
    /// </summary>
    public ImageSize? ImageSize { get; init; }

    /// <summary>
    /// What image files are brought to as they are read; null to leave them as they are, and then all are of one kind.
    /// </summary>
    public ImageColor? Color { get; init; }

    /// <summary>
    /// The pieces that NIfTI volumes are cut into, each a row: side by side, along x first, then y, z and time; what
    /// does not fill one at the far edges is left out. Those of one slice are images. <see cref="PatchSize.Volume"/>
    /// makes each volume a row. Null for slices.
    /// </summary>
    public PatchSize? Patch { get; init; }

    /// <summary>
    /// How many bytes of memory the numbers of a file may take, in float32. Rows that take more stay on the disk and
    /// are read as they are needed; the results are the same. Null for a quarter of what the process may have.
    /// </summary>
    public long? Memory { get; init; }

    /// <summary>How many rows a generator makes.</summary>
    public long Rows { get; init; } = 10_000;

    /// <summary>The seed of a generator; null for 1, or for that of the experiment they belong to.</summary>
    public ulong? Seed { get; init; }

    private const int MostPixels = 16_384;

    internal long MostBytes => Memory ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>Refuses values that cannot work.</summary>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public void Validate()
    {
        if (Rows < 1)
            throw new InputException($"{Rows} rows cannot be generated; ask for at least 1");
        if (Memory < 0)
            throw new InputException($"the rows cannot take {Memory} bytes of memory; choose 0 or more");
        if (ImageSize is { } size && (size is not { Width: >= 1 and <= MostPixels, Height: >= 1 and <= MostPixels }))
            throw new InputException(
                $"images cannot be brought to {size.Width}×{size.Height} pixels; choose sides of 1 to {MostPixels}"
            );
        if (Patch is { } patch && patch != PatchSize.Volume && patch is not { Width: >= 1, Height: >= 1, Depth: >= 1 })
            throw new InputException(
                $"volumes cannot be cut into patches of {patch} voxels; choose sides of at least 1"
            );
        if (Color is ImageColor color && !Enum.IsDefined(color))
            throw new InputException($"{color} is no kind of image; choose grey or color");
        if (Id is "")
            throw new InputException("the id option is empty; name a column, or leave it out");
        if (Labels is "")
            throw new InputException("the labels option is empty; name a column or a file, or leave it out");
        if (Context is "")
            throw new InputException("the context option is empty; name columns or a file, or leave it out");
        if (Targets is "")
            throw new InputException("the targets option is empty; name columns or a file, or leave it out");
    }
}
