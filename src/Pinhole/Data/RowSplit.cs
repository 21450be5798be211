using Pinhole.Engine.Random;

namespace Pinhole.Data;

/// <summary>The split of rows into training and validation rows; each row is in one part.</summary>
public sealed class RowSplit
{
    private const ulong SplitStream = 0x5350_4C49_5400_0000;

    private readonly int[] _training;
    private readonly int[] _validation;

    private RowSplit(int[] training, int[] validation)
    {
        _training = training;
        _validation = validation;
    }

    /// <summary>The indices of the training rows, counted from 0, in the order of the training.</summary>
    public ReadOnlySpan<int> Training => _training;

    /// <summary>The indices of the validation rows, counted from 0.</summary>
    public ReadOnlySpan<int> Validation => _validation;

    /// <summary>How many rows there are in both parts.</summary>
    public int Rows => _training.Length + _validation.Length;

    /// <summary>Splits rows at random into two parts, neither of them empty.</summary>
    /// <param name="rows">How many rows there are; at least 2.</param>
    /// <param name="fraction">The share of the training rows, between 0 and 1, both excluded.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static RowSplit Deal(int rows, double fraction, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        if (!(fraction > 0 && fraction < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "It is not between 0 and 1.");
        int[] order = [.. Enumerable.Range(0, rows)];
        new Rng(seed, SplitStream).ShuffleInPlace<int>(order);
        int first = Math.Clamp((int)Math.Round(rows * fraction), 1, rows - 1);
        return new RowSplit(order[..first], order[first..]);
    }

    /// <summary>Restores a split.</summary>
    /// <param name="training">The indices of the training rows.</param>
    /// <param name="validation">The indices of the validation rows.</param>
    /// <exception cref="InputException">A part is empty, or a row is missing or repeated.</exception>
    public static RowSplit Restore(ReadOnlySpan<int> training, ReadOnlySpan<int> validation)
    {
        if (training.IsEmpty || validation.IsEmpty)
            throw new InputException("its training rows or its validation rows are missing");
        bool[] seen = new bool[training.Length + validation.Length];
        foreach (int row in (int[])[.. training, .. validation])
        {
            if ((uint)row >= (uint)seen.Length || seen[row])
                throw new InputException("its training rows and its validation rows contradict each other");
            seen[row] = true;
        }

        return new RowSplit(training.ToArray(), validation.ToArray());
    }

    /// <summary>The two parts of some rows, which share the memory of the whole.</summary>
    /// <param name="data">The rows that were split.</param>
    /// <exception cref="InputException">The number of rows differs.</exception>
    public (Dataset Training, Dataset Validation) Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Rows == Rows
            ? (data.Take(_training), data.Take(_validation))
            : throw new InputException(
                $"{data.Name} has {data.Rows} rows, but {Rows} were split into training and validation rows; give "
                    + "the rows of the training"
            );
    }
}
