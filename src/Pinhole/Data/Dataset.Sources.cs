using Pinhole.Data.Generators;
using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <content>Where rows come from.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Reads a file (idx, npy, npz, an image, genotypes of PLINK 1, a NIfTI volume, or a table in text; gzip is
    /// unpacked but for images; the content decides before the name), a folder of images or of volumes, or rows of a
    /// database (<see cref="DatabaseAddress"/>), or runs a built-in generator. A file that is called like a generator
    /// is reached as "./NAME".
    /// </summary>
    /// <remarks>
    /// Images are PNG, PGM, PPM, PBM, and JPEG where the system has libturbojpeg. A folder's images are rows in the
    /// ordinal order of their names, and are of one size and kind unless <see cref="DataOptions.ImageSize"/> and
    /// <see cref="DataOptions.Color"/> bring them to one. Where none lies in the folder itself, those of its
    /// sub-folders (one level) are taken, and the name of a sub-folder is the class of what lies in it; where some do,
    /// sub-folders are passed over.
    /// </remarks>
    /// <param name="address">The path of a file or of a folder, or the name of a generator.</param>
    /// <param name="options">Where the labels are, what images are brought to, and how much a generator makes.</param>
    /// <exception cref="InputException">There is no such data, or it cannot be used; the message names the
    /// place.</exception>
    public static Dataset Open(string address, DataOptions? options = null)
    {
        options ??= new DataOptions();
        options.Validate();
        return DatasetAddress.Open(address, options);
    }

    /// <summary>Makes a dataset with a generator, built in or one's own.</summary>
    /// <param name="generator">What draws the rows.</param>
    /// <param name="options">How many rows, and the seed.</param>
    /// <exception cref="InputException">Labels are asked for that there are not, or more rows than fit in
    /// memory.</exception>
    public static Dataset Generate(Generator generator, DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        return Of(generator.Generate(options));
    }

    /// <summary>Makes a dataset of numbers that are in memory already; the array is kept, not copied.</summary>
    /// <param name="values">The numbers, row-major [rows, columns].</param>
    /// <param name="columns">How many numbers a row has.</param>
    /// <param name="name">What to call the dataset in messages and reports.</param>
    /// <param name="labels">One label a row, each an index into <paramref name="classNames"/>.</param>
    /// <param name="classNames">What the labels mean; without it they are called by their numbers.</param>
    /// <param name="image">The shape of a row that is an image.</param>
    /// <param name="columnNames">One name a column.</param>
    /// <exception cref="InputException">
    /// There is no row or no column, a size does not fit another, a value is infinite, or NaN in an image (elsewhere it
    /// is a missing number), or a label has no class.
    /// </exception>
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

    /// <summary>Makes a dataset of rows that a reader or a generator gave.</summary>
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
    /// Rows that are computed each time they are read, such as those that a model gives, so that they may be more than
    /// fit in memory. Nobody looks at them before: the schema's range is what it says.
    /// </summary>
    /// <param name="rows">How many there are; at least one.</param>
    /// <param name="schema">What they are.</param>
    /// <param name="compute">Computes some of them, mostly neighbours.</param>
    /// <param name="name">What to call the dataset.</param>
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
