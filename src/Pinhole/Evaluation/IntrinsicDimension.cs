using System.Numerics.Tensors;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>An estimate of the number of latents that rows need, before training.</summary>
/// <param name="TwoNearestNeighbours">The dimension of the surface that rows lie on, from the ratio of the distances
/// of a row's second and first neighbours (Facco et al. 2017); NaN if too few rows differ. It is right for curved
/// surfaces, and too low if the dimension is high for the number of rows.</param>
/// <param name="Components">The numbers of principal components that hold 90 %, 95 % and 99 % of the variance; null if
/// more are needed than were computed.</param>
/// <param name="Rows">The number of rows used.</param>
public sealed record IntrinsicDimension(
    double TwoNearestNeighbours,
    (int? Of90, int? Of95, int? Of99) Components,
    int Rows
)
{
    private const int MaximumRows = 2000;
    private const int MinimumRows = 200;
    private const double MaximumWork = 4e9;
    private const int MaximumComponents = 128;

    // The largest ratios are left out, as in the paper: they come from isolated rows.
    private const double KeptShare = 0.9;

    /// <summary>
    /// A latent size to begin with: the next power of two at or above the dimension of the surface, because a model
    /// needs a few more numbers than the dimension; at most the number of principal components that hold 95 % of the
    /// variance.
    /// </summary>
    public int SuggestedLatent
    {
        get
        {
            double linear = Components.Of95 ?? MaximumComponents;
            double dimension = double.IsNaN(TwoNearestNeighbours) ? linear : Math.Min(TwoNearestNeighbours, linear);
            int size = 2;
            while (size < dimension)
                size *= 2;
            return size;
        }
    }

    /// <summary>Estimates it from up to 2,000 evenly spaced rows.</summary>
    /// <param name="data">The rows; at least 3.</param>
    /// <param name="preprocess">The preprocessing to apply first, as for <see cref="Preprocessors.Fit"/>.</param>
    /// <param name="seed">The seed of the choice of rows and of the randomized PCA of wide ones.</param>
    /// <exception cref="InputException">There are fewer rows, or the preprocessing does not fit them.</exception>
    public static IntrinsicDimension Estimate(Dataset data, string preprocess = "auto", ulong seed = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Rows < 3)
            throw new InputException(
                $"{data.Name} has {data.Rows} rows, too few to find a dimension from; give at least 3"
            );
        int maximum = (int)Math.Clamp(Math.Sqrt(MaximumWork / data.Columns), MinimumRows, MaximumRows);
        Dataset some = data.Rows <= maximum ? data : data.Split((double)maximum / data.Rows, seed).First;
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
                // Equal rows have distance 0 and give no ratio.
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
            Math.Min(MaximumComponents, Math.Min(columns, rows - 1)),
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
