using Pinhole.Engine.Random;

namespace Pinhole.Numerics;

/// <summary>
/// Randomized subspace iteration (Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 2011,
/// algorithms 4.4 and 5.3), for tables so wide that their covariance would not fit: memory grows with columns ×
/// directions, and each iteration is one pass over the rows.
/// </summary>
internal static class RandomizedDirections
{
    // More than the paper's 5 to 10, because the variances of wide tables fall slowly: on 300 × 3000 patterned rows the
    // error is about 0.1 % above the minimum, on pure noise below 0.2 %. With no more rows than these directions the
    // result is exact.
    public const int Oversampling = 32;

    /// <summary>How often the rows are multiplied with their covariance.</summary>
    public const int Passes = 4;

    // A stream apart from other uses of the user's seed: "PCA" in ASCII.
    private const ulong Stream = 0x504341;

    /// <summary>Finds the directions of largest variance, approximately.</summary>
    public static Directions Find(CentredRows rows, int count, ulong seed)
    {
        int sampled = Math.Min(count + Oversampling, Math.Min(rows.Rows - 1, rows.Columns));
        double[][] basis = Gaussian(sampled, rows.Columns, new Rng(seed, Stream));
        for (int pass = 0; pass < Passes; pass++)
        {
            DoubleVectors.OrthonormalizeInPlace(basis);
            basis = rows.TimesCovariance(basis);
        }

        DoubleVectors.OrthonormalizeInPlace(basis);
        Directions within = Within(rows, basis, count);
        return within with { Vectors = Array.ConvertAll(within.Vectors, vector => Combine(vector, basis)) };
    }

    private static double[][] Gaussian(int count, int columns, Rng random)
    {
        double[][] vectors = new double[count][];
        for (int vector = 0; vector < count; vector++)
        {
            vectors[vector] = new double[columns];
            for (int column = 0; column < columns; column++)
                vectors[vector][column] = random.NextGaussian();
        }

        return vectors;
    }

    // The directions of largest variance within the space of the basis, in its coordinates.
    private static Directions Within(CentredRows rows, double[][] basis, int count)
    {
        GramMatrix covariance = new(basis.Length);
        rows.Project(basis, (blockRows, coordinates) => covariance.Add(blockRows, coordinates));
        return ExactDirections.Largest(covariance, basis.Length, count, 1.0 / (rows.Rows - 1));
    }

    private static double[] Combine(double[] weights, double[][] basis)
    {
        double[] sum = new double[basis[0].Length];
        for (int vector = 0; vector < basis.Length; vector++)
            DoubleVectors.AddScaledInPlace(sum, weights[vector], basis[vector]);
        return sum;
    }
}
