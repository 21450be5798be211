using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>Sums reconstruction errors row by row, in double precision.</summary>
public sealed class ReconstructionError
{
    private long _rows;
    private long _elements;
    private double _squared;
    private double _absolute;

    /// <summary>Adds one row.</summary>
    /// <param name="original">[columns].</param>
    /// <param name="reconstruction">[columns].</param>
    /// <returns>This row's squared error, summed over its columns.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or are 0.</exception>
    public double Add(ReadOnlySpan<float> original, ReadOnlySpan<float> reconstruction)
    {
        if (original.IsEmpty || original.Length != reconstruction.Length)
            throw new ArgumentException(
                $"A row of {original.Length} columns cannot be compared with one of {reconstruction.Length}.",
                nameof(reconstruction)
            );

        (double squared, double absolute) = DoubleVectors.Differences(original, reconstruction);
        _rows++;
        _elements += original.Length;
        _squared += squared;
        _absolute += absolute;
        return squared;
    }

    /// <summary>The metrics over all rows added so far.</summary>
    /// <param name="dataRange">The range of the data, for <see cref="ReconstructionMetrics.Psnr"/>: 1 for rows in [0,
    /// 1], otherwise the largest measured value minus the smallest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">No row was added.</exception>
    public ReconstructionMetrics Result(double dataRange)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dataRange);
        if (!double.IsFinite(dataRange))
            throw new ArgumentOutOfRangeException(
                nameof(dataRange),
                dataRange,
                "The range of the data must be finite and not negative."
            );
        if (_rows == 0)
            throw new InvalidOperationException("No row was added.");

        double mse = _squared / _elements;
        double psnr = 10 * Math.Log10(dataRange * dataRange / mse);
        return new ReconstructionMetrics(
            _rows,
            mse,
            _absolute / _elements,
            Math.Sqrt(mse),
            double.IsFinite(psnr) ? psnr : null,
            _squared / _rows
        );
    }
}
