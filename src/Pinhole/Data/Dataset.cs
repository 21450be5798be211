using Pinhole.Data.Stores;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;

namespace Pinhole.Data;

/// <summary>
/// Rows of float32 numbers, in memory or in the file they came from. Each row may have a label, a row of <see
/// cref="Context"/> and a row of <see cref="Targets"/>. A part made by <see cref="Split"/> or <see cref="Take"/> shares
/// the numbers of the whole; nothing is copied.
/// </summary>
public sealed partial class Dataset : ILabelledRows
{
    private readonly RowStore _store;
    private readonly int[]? _labels;
    private readonly IReadOnlyList<string>? _ids;
    private readonly int[]? _rows;

    private Dataset(
        string name,
        Schema schema,
        RowStore store,
        int[]? labels,
        int[]? rows,
        Dataset? context = null,
        Dataset? targets = null,
        IReadOnlyList<string>? ids = null
    )
    {
        Name = name;
        Context = context;
        Targets = targets;
        Schema = schema with { Context = context?.Schema, Targets = targets?.Schema };
        Columns = schema.Columns;
        Rows = rows?.Length ?? store.Rows;
        _store = store;
        _labels = labels;
        _ids = ids;
        _rows = rows;
    }

    /// <summary>Describes a row; the range is that of this dataset's rows.</summary>
    public Schema Schema { get; }

    /// <summary>Where the rows came from, for people: a file name or a generator's name.</summary>
    public string Name { get; }

    /// <summary>How many rows there are; at least one.</summary>
    public int Rows { get; }

    /// <summary>How many numbers a row has; at least one.</summary>
    public int Columns { get; }

    /// <summary>Whether every row has a label.</summary>
    public bool HasLabels => _labels is not null;

    /// <summary>
    /// The context of each row, for a conditional model: one row for each row of the data; null if there is none.
    /// </summary>
    public Dataset? Context { get; }

    /// <summary>
    /// The targets, if they are not the rows themselves: one row for each row of the data, of any width; or null.
    /// </summary>
    public Dataset? Targets { get; }

    /// <summary>The rows that a model should give: <see cref="Targets"/>, or these rows themselves.</summary>
    public Dataset Output => Targets ?? this;

    /// <summary>
    /// These rows, binarized once at random: each number is the probability of a 1 (Salakhutdinov and Murray 2008 for
    /// MNIST). Each draw depends only on the seed and the place of the number in the data, so a part of the rows has
    /// the same draws as the whole. Labels, context and targets stay.
    /// </summary>
    /// <param name="seed">The same seed gives the same draws.</param>
    /// <exception cref="InputException">A number is not in [0, 1].</exception>
    public Dataset Binarize(ulong seed)
    {
        if (Schema is not { Minimum: >= 0, Maximum: <= 1, Missing: 0 })
            throw new InputException(
                $"{Name} cannot be drawn as zeros and ones: its numbers lie between {Schema.Minimum} and "
                    + $"{Schema.Maximum}; give numbers in [0, 1], which are taken as probabilities"
            );
        float[] values = CopyAll();
        Rng rng = new(seed, RandomStreams.Binarization);
        for (int row = 0; row < Rows; row++)
        {
            Span<float> numbers = values.AsSpan(row * Columns, Columns);
            rng.Position = (ulong)Stored(row) * (ulong)Columns;
            for (int column = 0; column < Columns; column++)
                numbers[column] = rng.NextFloat() < numbers[column] ? 1 : 0;
        }

        Dataset drawn = Of(StoredRows.OfArray(values, Schema, Name, CopyLabels()));
        return new Dataset(Name, drawn.Schema, drawn._store, drawn._labels, null, Context, Targets, CopyIds())
        {
            Remarks = Remarks,
        };
    }

    /// <summary>These rows with a context.</summary>
    /// <param name="context">One row for each row of the data.</param>
    /// <exception cref="InputException">The numbers of rows differ.</exception>
    public Dataset WithContext(Dataset context)
    {
        RequireAsMany(context, "context");
        return new Dataset(Name, Schema, _store, _labels, _rows, context, Targets, _ids) { Remarks = Remarks };
    }

    /// <summary>These rows with targets.</summary>
    /// <param name="targets">One row for each row of the data, of any width.</param>
    /// <exception cref="InputException">The numbers of rows differ.</exception>
    public Dataset WithTargets(Dataset targets)
    {
        RequireAsMany(targets, "targets");
        return new Dataset(Name, Schema, _store, _labels, _rows, Context, targets, _ids) { Remarks = Remarks };
    }

    /// <summary>
    /// These rows with their classes as one-hot targets: a column for each class, named after it, 1 in its rows and 0
    /// in the others. A model with such targets is a classifier.
    /// </summary>
    /// <param name="classes">The classes, in the order of the columns, such as those of a model; null for the classes
    /// of these rows.</param>
    /// <exception cref="InputException">The rows have no labels, or a label is none of the classes.</exception>
    public Dataset WithLabelTargets(IReadOnlyList<string>? classes = null) =>
        WithTargets(LabelTargets.Of(this, classes ?? Schema.ClassNames));

    /// <summary>Moves some columns into a dataset of their own; both results are copies.</summary>
    /// <param name="columns">Which columns, counted from 0, in the order they are to have.</param>
    /// <param name="taken">Receives those columns.</param>
    /// <exception cref="InputException">No column is chosen, or none would be left.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Dataset WithoutColumns(IReadOnlyList<int> columns, out Dataset taken)
    {
        ArgumentNullException.ThrowIfNull(columns);
        foreach (int column in columns)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(column, nameof(columns));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns, nameof(columns));
        }

        int[] left = [.. Enumerable.Range(0, Columns).Except(columns)];
        if (left.Length == 0)
            throw new InputException($"{Name} would have no columns left; leave some of them for the rows");
        taken = CopyColumns(columns, labels: null);
        Dataset rest = CopyColumns(left, CopyLabels());
        return new Dataset(Name, rest.Schema, rest._store, rest._labels, null, Context, Targets, CopyIds())
        {
            Remarks = Remarks,
        };
    }

    /// <summary>
    /// The numbers of one row: [columns]. Each call makes a copy unless the rows are an array in memory; use <see
    /// cref="CopyRows"/> for many rows.
    /// </summary>
    /// <param name="index">The row, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Row(int index) => _store.Row(Stored(index));

    /// <summary>Whether reading rows waits for a disk.</summary>
    internal bool IsSlow => _store.IsSlow;

    /// <summary>The label of one row: an index into the schema's class names.</summary>
    /// <param name="index">The row, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have no labels.</exception>
    public int Label(int index)
    {
        if (_labels is null)
            throw new InvalidOperationException($"The rows of {Name} have no labels; ask HasLabels first.");
        return _labels[Stored(index)];
    }

    /// <summary>Gathers rows into a batch; allocates nothing.</summary>
    /// <param name="rows">Which rows, counted from 0.</param>
    /// <param name="target">Receives [rows, columns].</param>
    /// <exception cref="ArgumentException"><paramref name="target"/> is too small.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public void CopyRows(ReadOnlySpan<int> rows, Span<float> target)
    {
        Span<int> stored = stackalloc int[256];
        for (int first = 0; first < rows.Length; first += stored.Length)
        {
            ReadOnlySpan<int> part = rows[first..Math.Min(rows.Length, first + stored.Length)];
            for (int i = 0; i < part.Length; i++)
                stored[i] = Stored(part[i]);
            _store.Read(stored[..part.Length], target.Slice(first * Columns, part.Length * Columns));
        }
    }

    /// <summary>Visits all rows in order; they are read a block at a time.</summary>
    /// <param name="use">Takes the row, counted from 0, and its numbers, [columns].</param>
    /// <param name="cancellationToken">Stops before the next row.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void ForEachRow(RowUser use, CancellationToken cancellationToken = default)
    {
        int row = 0;
        _store.ForEachBlock(_rows, block =>
        {
            for (int start = 0; start < block.Length; start += Columns)
            {
                cancellationToken.ThrowIfCancellationRequested();
                use(row++, block.Slice(start, Columns));
            }
        });
    }

    /// <summary>Brings rows that lie in memory onto a tape as they are, without a copy in between.</summary>
    /// <param name="rows">Which rows, counted from 0.</param>
    /// <param name="stored">Scratch space, one number for each row.</param>
    /// <param name="tape">Where they go.</param>
    /// <param name="batch">Receives [rows, columns].</param>
    /// <returns>False if the rows are not in memory.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    internal bool TryRead(ReadOnlySpan<int> rows, Span<int> stored, Tape tape, out Tensor batch)
    {
        batch = default;
        if (!_store.TryView(out ReadOnlySpan<float> values))
            return false;
        for (int i = 0; i < rows.Length; i++)
            stored[i] = Stored(rows[i]);
        batch = tape.InputRows(values, stored[..rows.Length], Columns);
        GC.KeepAlive(_store);
        return true;
    }

    private Dataset CopyColumns(IReadOnlyList<int> columns, int[]? labels)
    {
        float[] values = RowArray.Allocate(Rows, columns.Count);
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<float> source = Row(row);
            for (int i = 0; i < columns.Count; i++)
                values[(row * columns.Count) + i] = source[columns[i]];
        }

        string[]? names = Schema.ColumnNames is { } all ? [.. columns.Select(column => all[column])] : null;
        return FromRows(values, columns.Count, Name, labels, labels is null ? null : Schema.ClassNames, null, names);
    }

    private float[] CopyAll()
    {
        if ((long)Rows * Columns > Array.MaxLength)
            throw new InputException(
                $"{Name} is too large for this: {Rows} rows of {Columns} numbers do not fit in memory; give fewer rows"
            );
        float[] values = new float[Rows * Columns];
        CopyRows([.. Enumerable.Range(0, Rows)], values);
        return values;
    }

    private int[]? CopyLabels() => _labels is null ? null : [.. Enumerable.Range(0, Rows).Select(Label)];

    private void RequireAsMany(Dataset other, string name)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Rows != Rows)
            throw new InputException(
                $"{other.Name} has {other.Rows} rows of {name} for the {Rows} rows of {Name}; give one a row"
            );
    }

    private int Stored(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Rows);
        return _rows is null ? index : _rows[index];
    }
}
