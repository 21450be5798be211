using Pinhole.Engine.Kernels;

namespace Pinhole.Evaluation;

/// <summary>
/// Rows with labels on the device, in two parts: one to fit a probe, one to test it. They are shifted by the mean of
/// the first part and divided by one number, so that distances keep their proportions and a penalty means the same for
/// every kind of rows.
/// </summary>
internal sealed class ProbeRows : IDisposable
{
    private readonly Storage _storage;

    /// <param name="kernels">The device.</param>
    /// <param name="values">[fitting rows, then testing rows; columns]; changed.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="labels">The classes of the same rows, counted from 0.</param>
    /// <param name="fitted">How many rows are for fitting.</param>
    /// <param name="classes">How many classes there are.</param>
    public ProbeRows(Kernels kernels, Span<float> values, int columns, ReadOnlySpan<int> labels, int fitted, int classes)
    {
        ScaleInPlace(values, columns, fitted);
        Kernels = kernels;
        Columns = columns;
        Classes = classes;
        FitLabels = labels[..fitted].ToArray();
        TestLabels = labels[fitted..].ToArray();
        SquaredLengths = Lengths(values[..(fitted * columns)], columns);
        _storage = kernels.Allocate(values.Length);
        kernels.Write(values, new Block(_storage, 0, values.Length));
    }

    public Kernels Kernels { get; }

    public int Columns { get; }

    public int Classes { get; }

    /// <summary>[fitting rows].</summary>
    public int[] FitLabels { get; }

    /// <summary>[testing rows].</summary>
    public int[] TestLabels { get; }

    /// <summary>The sum of squares of each row for fitting, [fitting rows].</summary>
    public double[] SquaredLengths { get; }

    /// <summary>[fitting rows, columns].</summary>
    public Block Fit => new(_storage, 0, (long)FitLabels.Length * Columns);

    /// <summary>Some of the rows for testing, [count, columns].</summary>
    public Block Test(int first, int count) => new(_storage, (long)(FitLabels.Length + first) * Columns, (long)count * Columns);

    public void Dispose() => _storage.Dispose();

    private static void ScaleInPlace(Span<float> values, int columns, int fitted)
    {
        double[] mean = new double[columns];
        for (int i = 0; i < fitted * columns; i++)
            mean[i % columns] += values[i];
        for (int column = 0; column < columns; column++)
            mean[column] /= fitted;

        double squares = 0;
        for (int i = 0; i < fitted * columns; i++)
        {
            double deviation = values[i] - mean[i % columns];
            squares += deviation * deviation;
        }

        double scale = squares > 0 ? Math.Sqrt((double)fitted * columns / squares) : 1;
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((values[i] - mean[i % columns]) * scale);
    }

    private static double[] Lengths(ReadOnlySpan<float> values, int columns)
    {
        double[] lengths = new double[values.Length / columns];
        for (int i = 0; i < values.Length; i++)
            lengths[i / columns] += (double)values[i] * values[i];
        return lengths;
    }
}
