using Pinhole.Engine.Kernels;

namespace Pinhole.Numerics;

/// <summary>
/// Labelled rows on the device, in two parts: one to fit a probe, one to test it. They are shifted by the mean of the
/// first part and divided by one number, so that distances keep their proportions and a penalty means the same for all
/// data.
/// </summary>
internal sealed class ProbeRows : IDisposable
{
    private readonly Storage _storage;

    /// <param name="kernels">The device.</param>
    /// <param name="values">[fitting rows, then testing rows; columns].</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="labels">The classes of the same rows, counted from 0.</param>
    /// <param name="fitted">How many rows are used for fitting.</param>
    /// <param name="classes">How many classes there are.</param>
    public ProbeRows(
        Kernels kernels,
        ReadOnlySpan<float> values,
        int columns,
        ReadOnlySpan<int> labels,
        int fitted,
        int classes
    )
    {
        Kernels = kernels;
        Columns = columns;
        Classes = classes;
        FitLabels = labels[..fitted].ToArray();
        TestLabels = labels[fitted..].ToArray();
        SquaredLengths = new double[fitted];
        _storage = kernels.Allocate(values.Length);
        Write(values);
    }

    public Kernels Kernels { get; }

    public int Columns { get; }

    public int Classes { get; }

    /// <summary>[fitting rows].</summary>
    public int[] FitLabels { get; }

    /// <summary>[testing rows].</summary>
    public int[] TestLabels { get; }

    /// <summary>The sum of squares of each fitting row, [fitting rows].</summary>
    public double[] SquaredLengths { get; }

    /// <summary>[fitting rows, columns].</summary>
    public Block Fit => new(_storage, 0, (long)FitLabels.Length * Columns);

    /// <summary>Some of the testing rows, [count, columns].</summary>
    public Block Test(int first, int count) =>
        new(_storage, (long)(FitLabels.Length + first) * Columns, (long)count * Columns);

    public void Dispose() => _storage.Dispose();

    private void Write(ReadOnlySpan<float> values)
    {
        (double[] mean, double scale) = Moments(values[..(FitLabels.Length * Columns)]);
        float[] scaled = new float[Columns];
        for (int row = 0; row < values.Length / Columns; row++)
        {
            double length = 0;
            for (int i = 0; i < Columns; i++)
            {
                scaled[i] = (float)((values[(row * Columns) + i] - mean[i]) * scale);
                length += (double)scaled[i] * scaled[i];
            }

            if (row < SquaredLengths.Length)
                SquaredLengths[row] = length;
            Kernels.Write(scaled, new Block(_storage, (long)row * Columns, Columns));
        }
    }

    private (double[] Mean, double Scale) Moments(ReadOnlySpan<float> values)
    {
        double[] mean = new double[Columns];
        for (int i = 0; i < values.Length; i++)
            mean[i % Columns] += values[i];
        for (int column = 0; column < mean.Length; column++)
            mean[column] /= FitLabels.Length;

        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double deviation = values[i] - mean[i % Columns];
            squares += deviation * deviation;
        }

        return (mean, squares > 0 ? Math.Sqrt(values.Length / squares) : 1);
    }
}
