using Pinhole.Data.Stores;

namespace Pinhole.Data.Generators;

/// <summary>Makes any number of images from random numbers.</summary>
public abstract class Generator
{
    /// <summary>The name it is chosen by.</summary>
    public abstract string Name { get; }

    /// <summary>A description of the images, in one line.</summary>
    public abstract string Description { get; }

    /// <summary>The shape of each image.</summary>
    public abstract ImageShape Image { get; }

    /// <summary>What the labels mean; empty for images without labels.</summary>
    public abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>The names of the factors that determine each row; empty if they are not given.</summary>
    public virtual IReadOnlyList<string> FactorNames => [];

    /// <summary>Makes one row, which depends only on the seed and its index.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="index">The row, counted from 0.</param>
    /// <param name="row">Receives the image: [columns], all zero before.</param>
    /// <param name="factors">Receives the row's factors: one number for each of <see cref="FactorNames"/>.</param>
    /// <returns>The label; 0 for images without labels.</returns>
    protected abstract int Draw(ulong seed, int index, Span<float> row, Span<float> factors);

    /// <summary>
    /// Makes rows, with the factors as their context. With the same seed, asking for fewer rows gives the first of
    /// them.
    /// </summary>
    /// <param name="options">How many rows, and the seed.</param>
    /// <exception cref="InputException">The options ask for labels that do not exist, or for more rows than fit in
    /// memory.</exception>
    internal StoredRows Generate(DataOptions options)
    {
        options.Validate();
        int columns = Image.Channels * Image.Height * Image.Width;
        bool labelled = ClassNames.Count > 0;
        if (options.Labels is not null && (options.Labels != "auto" || !labelled))
            throw new InputException(
                $"{Name} {(labelled ? "labels its rows by itself" : "has no labels")}; leave out `Labels` "
                    + $"{options.Labels}"
            );
        if (options.Rows > Array.MaxLength / columns)
            throw new InputException(
                $"{options.Rows} rows of {Name} do not fit in memory; ask for at most {Array.MaxLength / columns}"
            );

        int rows = (int)options.Rows;
        float[] values = new float[rows * columns];
        int[] labels = new int[rows];
        float[] factors = new float[rows * FactorNames.Count];
        for (int i = 0; i < rows; i++)
            labels[i] = Draw(
                options.Seed ?? 1,
                i,
                values.AsSpan(i * columns, columns),
                factors.AsSpan(i * FactorNames.Count, FactorNames.Count)
            );
        Schema schema = new()
        {
            Columns = columns,
            Image = Image,
            ClassNames = ClassNames,
        };
        StoredRows data = StoredRows.OfArray(values, schema, Name, labelled ? labels : null);
        return factors.Length == 0
            ? data
            : data with
            {
                Context = StoredRows.OfArray(
                    factors,
                    new Schema { Columns = FactorNames.Count, ColumnNames = FactorNames },
                    $"{Name}, factors"
                ),
            };
    }
}
