namespace Pinhole.Numerics;

/// <summary>
/// Solves systems of equations whose matrix is symmetric and positive definite, A = L Lᵀ, in double precision.
/// </summary>
internal static class Cholesky
{
    /// <summary>Computes L, which replaces A's lower triangle.</summary>
    /// <param name="matrix">A, [size, size].</param>
    /// <param name="size">Its rows.</param>
    /// <returns>False if A is not positive definite, or contains NaN.</returns>
    public static bool TryFactorInPlace(Span<double> matrix, int size)
    {
        for (int row = 0; row < size; row++)
        {
            Span<double> current = matrix.Slice(row * size, size);
            for (int column = 0; column <= row; column++)
            {
                ReadOnlySpan<double> other = matrix.Slice(column * size, column);
                double rest = current[column] - DoubleVectors.Dot(current[..column], other);
                if (column == row && !(rest > 0))
                    return false;
                current[column] = column == row ? Math.Sqrt(rest) : rest / matrix[(column * size) + column];
            }
        }

        return true;
    }

    /// <summary>Solves A X = B.</summary>
    /// <param name="factor">L, in the lower triangle of [size, size].</param>
    /// <param name="size">Its rows.</param>
    /// <param name="right">B, [size, columns]; becomes X.</param>
    public static void SolveInPlace(ReadOnlySpan<double> factor, int size, Span<double> right)
    {
        int columns = right.Length / size;
        for (int row = 0; row < size; row++)
            Eliminate(factor, size, right, columns, row, forward: true);
        for (int row = size - 1; row >= 0; row--)
            Eliminate(factor, size, right, columns, row, forward: false);
    }

    private static void Eliminate(
        ReadOnlySpan<double> factor,
        int size,
        Span<double> right,
        int columns,
        int row,
        bool forward
    )
    {
        Span<double> current = right.Slice(row * columns, columns);
        (int first, int last) = forward ? (0, row) : (row + 1, size);
        for (int other = first; other < last; other++)
        {
            double weight = forward ? factor[(row * size) + other] : factor[(other * size) + row];
            DoubleVectors.AddScaledInPlace(current, -weight, right.Slice(other * columns, columns));
        }

        double diagonal = factor[(row * size) + row];
        for (int column = 0; column < columns; column++)
            current[column] /= diagonal;
    }
}
