using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Pinhole.Numerics;

/// <summary>Eigenvectors of the full covariance matrix: exact, for tables that are not too wide.</summary>
internal static class ExactDirections
{
    /// <summary>Finds the directions of largest variance.</summary>
    public static Directions Find(RowBlocks rows, int count)
    {
        GramMatrix covariance = new(rows.Columns);
        rows.ForEach(covariance.Add);
        return Largest(covariance, rows.Columns, count, 1.0 / (rows.Rows - 1));
    }

    /// <summary>
    /// The eigenvectors of <paramref name="scale"/> times a matrix that belong to its largest eigenvalues.
    /// </summary>
    public static Directions Largest(GramMatrix matrix, int size, int count, double scale)
    {
        Evd<double> eigen = Matrix<double>
            .Build.Dense(size, size, (row, column) => matrix[row, column] * scale)
            .Evd(Symmetricity.Symmetric);
        int[] order =
        [
            .. Enumerable.Range(0, size).OrderByDescending(index => eigen.EigenValues[index].Real).Take(count),
        ];
        return new Directions(
            Array.ConvertAll(order, index => eigen.EigenValues[index].Real),
            Array.ConvertAll(order, index => eigen.EigenVectors.Column(index).ToArray())
        );
    }
}
