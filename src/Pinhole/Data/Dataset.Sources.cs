using Pinhole.Data.Generators;
using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <content>Where rows come from.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Reads a file, a folder of images or volumes, or rows of a database (<see cref="DatabaseAddress"/>), or runs a
    /// built-in generator. Files are idx, npy, npz, images, genotypes of PLINK 1, NIfTI volumes, or text tables; all
    /// but images may be packed with gzip. The content of a file decides its format, before its name. Write "./NAME"
    /// for a file with the name of a generator.
    /// </summary>
    /// <remarks>
    /// Images are PNG, PGM, PPM, PBM, and JPEG if the system has libturbojpeg. The images of a folder become rows in
    /// the ordinal order of their names. They must have one size and color unless <see cref="DataOptions.ImageSize"/>
    /// and <see cref="DataOptions.Color"/> convert them. If the folder itself has no images, those of its sub-folders
    /// (one level) are read, and the name of the sub-folder is their class; otherwise sub-folders are ignored.
    /// </remarks>
    /// <param name="address">The path of a file or of a folder, or the name of a generator.</param>
    /// <param name="options">Where the labels are, what images are brought to, and how much a generator makes.</param>
    /// <exception cref="InputException">The data do not exist or cannot be used; the message says where.</exception>
    public static Dataset Open(string address, DataOptions? options = null)
    {
        options ??= new DataOptions();
        options.Validate();
        return DatasetAddress.Open(address, options);
    }

    /// <summary>Makes a dataset with a generator, built in or one's own.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="options">How many rows, and the seed.</param>
    /// <exception cref="InputException">The options ask for labels that do not exist, or for more rows than fit in
    /// memory.</exception>
    public static Dataset Generate(Generator generator, DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        return Of(generator.Generate(options));
    }

    /// <summary>Makes a dataset of an array, which is kept, not copied.</summary>
    /// <param name="values">The numbers, row-major [rows, columns].</param>
    /// <param name="columns">How many numbers a row has.</param>
    /// <param name="name">The name of the dataset in messages and reports.</param>
    /// <param name="labels">One label a row, each an index into <paramref name="classNames"/>.</param>
    /// <param name="classNames">The names of the classes. Default: the numbers of the labels.</param>
    /// <param name="image">The shape of a row that is an image.</param>
    /// <param name="columnNames">One name a column.</param>
    /// <exception cref="InputException"> There is no row or no column, sizes do not match, a value is infinite, an
    /// image has a NaN (elsewhere NaN is a missing number), or a label has no class. </exception>
    public static Dataset FromRows(
        float[] values,
        int columns,
        string name = "rows",
        int[]? labels = null,
        IReadOnlyList<string>? classNames = null,
        ImageShape? image = null,
        IReadOnlyList<string>? columnNames = null
    )
    {
        Schema schema = new()
        {
            Columns = columns,
            ColumnNames = columnNames,
            Image = image,
            ClassNames = classNames ?? NumberedClasses(labels),
        };
        return Of(StoredRows.OfArray(values, schema, name, labels));
    }

    /// <summary>Makes a dataset of the rows of a reader or a generator.</summary>
    internal static Dataset Of(StoredRows rows) =>
        new(
            rows.Name,
            rows.Schema,
            rows.Store,
            rows.Labels,
            null,
            rows.Context is StoredRows context ? Of(context) : null,
            ids: rows.Ids
        )
        {
            Remarks = rows.Remarks,
        };

    /// <summary>
    /// Rows that are computed each time they are read, such as the output of a model, so that they need not fit in
    /// memory. The range of the schema is taken as given, because the rows are not checked.
    /// </summary>
    /// <param name="rows">How many there are; at least one.</param>
    /// <param name="schema">What they are.</param>
    /// <param name="compute">Computes some of the rows, mostly neighbouring ones.</param>
    /// <param name="name">The name of the dataset.</param>
    /// <exception cref="InputException">There is no row or no column.</exception>
    public static Dataset Computed(int rows, Schema schema, RowComputation compute, string name)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(compute);
        RowCheck.Sizes((long)rows * schema.Columns, null, schema, name);
        return new Dataset(name, schema, new ComputedRows(rows, schema.Columns, compute), null, null);
    }

    private static string[] NumberedClasses(int[]? labels) =>
        labels is { Length: > 0 } && labels.Max() < ushort.MaxValue
            ? [.. Enumerable.Range(0, Math.Max(0, labels.Max() + 1)).Select(i => $"{i}")]
            : [];
}
