using Pinhole.Engine.Kernels;

namespace Pinhole.Numerics;

/// <summary>Classifies rows by their nearest neighbours in Euclidean distance (Cover and Hart 1967).</summary>
internal static class NeighboursProbe
{
    /// <summary>The number of neighbours, k.</summary>
    public const int Neighbours = 5;

    private const int RowsAtOnce = 256;

    /// <summary>For each testing row the shares of the classes among its nearest fitting rows.</summary>
    /// <returns>[testing rows, classes].</returns>
    public static double[] Score(ProbeRows rows)
    {
        int known = rows.FitLabels.Length,
            tested = rows.TestLabels.Length,
            asked = Math.Min(Neighbours, known);
        double[] scores = new double[tested * rows.Classes];
        using Storage storage = rows.Kernels.Allocate((long)RowsAtOnce * known);
        float[] products = new float[RowsAtOnce * known];
        double[] distances = new double[known];
        for (int first = 0; first < tested; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, tested - first);
            Block result = new(storage, 0, (long)count * known);
            rows.Kernels.MatMul(
                rows.Test(first, count),
                false,
                rows.Fit,
                true,
                result,
                count,
                rows.Columns,
                known,
                accumulate: false
            );
            rows.Kernels.Read(result, products.AsSpan(0, count * known));
            for (int row = 0; row < count; row++)
            {
                // |a − b|² − |a|²; |a|² is the same for all neighbours of a.
                for (int other = 0; other < known; other++)
                    distances[other] = rows.SquaredLengths[other] - (2.0 * products[(row * known) + other]);
                Vote(distances, asked, rows.FitLabels, scores.AsSpan((first + row) * rows.Classes, rows.Classes));
            }
        }

        return scores;
    }

    // Of equal distances the first is nearer.
    private static void Vote(ReadOnlySpan<double> distances, int asked, int[] labels, Span<double> votes)
    {
        Span<int> nearest = stackalloc int[Neighbours];
        int found = 0;
        for (int candidate = 0; candidate < distances.Length; candidate++)
        {
            if (found == asked && distances[candidate] >= distances[nearest[found - 1]])
                continue;
            int at = found < asked ? found++ : found - 1;
            for (; at > 0 && distances[candidate] < distances[nearest[at - 1]]; at--)
                nearest[at] = nearest[at - 1];
            nearest[at] = candidate;
        }

        foreach (int neighbour in nearest[..asked])
            votes[labels[neighbour]] += 1.0 / asked;
    }
}
