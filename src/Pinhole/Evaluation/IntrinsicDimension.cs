using System.Numerics.Tensors;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>How many numbers rows can be told by, estimated before anything is trained.</summary>
/// <param name="TwoNearestNeighbours">
/// The dimension of the surface that rows lie on, from how much farther the second neighbour of a row is than the first
/// (Facco et al. 2017); NaN where too few rows differ. It sees curved surfaces for what they are, and is too low where
/// the dimension is high against the number of rows.
/// </param>
/// <param name="Components">How many principal components hold 90 %, 95 % and 99 % of the variance; null where more
/// than were looked at would.</param>
/// <param name="Rows">How many rows were looked at.</param>
public sealed record IntrinsicDimension(
    double TwoNearestNeighbours,
    (int? Of90, int? Of95, int? Of99) Components,
    int Rows
)
{
    private const int MostRows = 2000;
    private const int LeastRows = 200;
    private const double MostWork = 4e9;
    private const int MostComponents = 128;

    // The largest ratios are left out, as the paper does: they come of rows that lie alone.
    private const double KeptShare = 0.9;

    /// <summary>
    /// A latent size to begin with: the power of two from the dimension of the surface on, as a model needs some
    /// numbers more than that to bend a surface without tearing it; no more than principal components need for 95 % of
    /// the variance.
    /// </summary>
    public int SuggestedLatent
    {
        get
        {
            double linear = Components.Of95 ?? MostComponents;
            double dimension = double.IsNaN(TwoNearestNeighbours) ? linear : Math.Min(TwoNearestNeighbours, linear);
            int size = 2;
            while (size < dimension)
                size *= 2;
            return size;
        }
    }

    /// <summary>Estimates it from up to 2,000 rows from all over.</summary>
    /// <param name="data">The rows; at least 3.</param>
    /// <param name="preprocess">What is done to them first, as for <see cref="Preprocessors.Fit"/>.</param>
    /// <param name="seed">Where the choice of rows, and the randomized PCA of wide ones, start from.</param>
    /// <exception cref="InputException">There are fewer rows, or the preprocessing cannot be.</exception>
    public static IntrinsicDimension Estimate(Dataset data, string preprocess = "auto", ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Rows < 3)
            throw new InputException(
                $"{data.Name} has {data.Rows} rows, too few to find a dimension from; give at least 3"
            );
        int most = (int)Math.Clamp(Math.Sqrt(MostWork / data.Columns), LeastRows, MostRows);
        Dataset some = data.Rows <= most ? data : data.Split((double)most / data.Rows, seed).First;
        Preprocessor preprocessor = Preprocessors.Fit(preprocess, some);
        float[] values = RowArray.Allocate(some.Rows, some.Columns);
        some.CopyRows([.. Enumerable.Range(0, some.Rows)], values);
        for (int row = 0; row < some.Rows; row++)
            preprocessor.ApplyInPlace(values.AsSpan(row * some.Columns, some.Columns));
        return new IntrinsicDimension(
            Neighbours(values, some.Rows, some.Columns),
            Spectrum(values, some.Rows, some.Columns, seed),
            some.Rows
        );
    }

    /// <summary>
    /// The slope of −log(1 − F) over log of the ratio of the two distances, through the origin (Facco et al. 2017,
    /// equation 7).
    /// </summary>
    internal static double Neighbours(float[] values, int rows, int columns)
    {
        float[] first = new float[rows],
            second = new float[rows];
        Array.Fill(first, float.PositiveInfinity);
        Array.Fill(second, float.PositiveInfinity);
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> one = values.AsSpan(row * columns, columns);
            for (int other = 0; other < row; other++)
            {
                float distance = TensorPrimitives.Distance(one, values.AsSpan(other * columns, columns));
                // Rows that are there twice have no distance, and tell nothing.
                if (distance == 0)
                    continue;
                Nearer(row, distance);
                Nearer(other, distance);
            }
        }

        double[] ratios =
        [
            .. Enumerable
                .Range(0, rows)
                .Where(row => float.IsFinite(second[row]))
                .Select(row => Math.Log((double)second[row] / first[row]))
                .Order(),
        ];
        int kept = (int)(KeptShare * ratios.Length);
        double products = 0,
            squares = 0;
        for (int i = 0; i < kept; i++)
        {
            products += ratios[i] * -Math.Log(1 - ((i + 1.0) / ratios.Length));
            squares += ratios[i] * ratios[i];
        }

        return squares > 0 ? products / squares : double.NaN;

        void Nearer(int row, float distance)
        {
            if (distance < first[row])
                (first[row], second[row]) = (distance, first[row]);
            else if (distance < second[row])
                second[row] = distance;
        }
    }

    private static (int?, int?, int?) Spectrum(float[] values, int rows, int columns, ulong seed)
    {
        PrincipalComponents components = PrincipalComponents.Fit(
            rows,
            columns,
            (row, target) => values.AsSpan(row * columns, columns).CopyTo(target),
            Math.Min(MostComponents, Math.Min(columns, rows - 1)),
            seed
        );
        double total = 0;
        for (int i = 0; i < values.Length; i++)
            total += Math.Pow(values[i] - components.Mean[i % columns], 2) / (rows - 1);
        double[] shares = [.. components.Variances.ToArray().Select(variance => variance / total)];
        return (Until(0.9), Until(0.95), Until(0.99));

        int? Until(double share)
        {
            double sum = 0;
            for (int i = 0; i < shares.Length; i++)
            {
                sum += shares[i];
                if (sum >= share - 1e-9)
                    return i + 1;
            }

            return null;
        }
    }
}
