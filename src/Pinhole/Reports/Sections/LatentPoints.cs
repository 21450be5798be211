using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>Rows as points in the plane: their latents projected on their first two principal components.</summary>
internal sealed class LatentPoints
{
    private const int MaximumRows = 2_000;

    private readonly Dataset _rows;

    private LatentPoints(Dataset rows, double[] first, double[] second, double firstShare, double secondShare)
    {
        _rows = rows;
        First = first;
        Second = second;
        FirstShare = firstShare;
        SecondShare = secondShare;
    }

    /// <summary>The first coordinate of each row; with one latent, the latent itself.</summary>
    public double[] First { get; }

    /// <summary>The second coordinate of each row; empty with one latent.</summary>
    public double[] Second { get; }

    /// <summary>The first component's share of the variance.</summary>
    public double FirstShare { get; }

    /// <summary>The second component's share of the variance.</summary>
    public double SecondShare { get; }

    /// <summary>Encodes evenly spaced rows; null if their latents are all the same or not finite.</summary>
    public static LatentPoints? Find(Autoencoder model, Dataset data, ulong seed)
    {
        Dataset rows = data.Take(ReportRows.EvenlySpaced(data.Rows, MaximumRows));
        int width = model.Latent;
        float[] latents = new float[rows.Rows * width];
        float[] conditions = model.Conditions(rows);
        for (int row = 0; row < rows.Rows; row++)
            model.Encode(
                rows.Row(row),
                latents.AsSpan(row * width, width),
                conditions.AsSpan(row * model.ConditionSize, model.ConditionSize)
            );
        if (rows.Rows < 2 || !Array.TrueForAll(latents, float.IsFinite))
            return null;

        PrincipalComponents directions = PrincipalComponents.Fit(
            rows.Rows,
            width,
            (row, values) => latents.AsSpan(row * width, width).CopyTo(values),
            Math.Min(2, width),
            seed
        );
        double variance = Variance(latents, width, directions.Mean);
        if (!(variance > 0) || !double.IsFinite(variance))
            return null;
        if (width == 1)
            return new LatentPoints(rows, Array.ConvertAll(latents, value => (double)value), [], 1, 0);

        double[] first = new double[rows.Rows],
            second = new double[rows.Rows];
        Span<float> codes = stackalloc float[2];
        for (int row = 0; row < rows.Rows; row++)
        {
            directions.Project(latents.AsSpan(row * width, width), codes);
            (first[row], second[row]) = (codes[0], codes[1]);
        }

        return new LatentPoints(
            rows,
            first,
            second,
            directions.Variances[0] / variance,
            directions.Variances[1] / variance
        );
    }

    /// <summary>Has the labels, for the colours.</summary>
    public bool Labelled => _rows.HasLabels;

    /// <summary>
    /// The points of each class, or all points; classes beyond the available colours form one grey group.
    /// </summary>
    /// <param name="height">The vertical position of a row, from its index and that of its group.</param>
    public List<ScatterGroup> Groups(Func<int, int, double> height)
    {
        if (!_rows.HasLabels)
            return [new ScatterGroup("rows", "c0", [.. First.Select((x, row) => (x, height(row, 0)))])];

        List<(string Name, int[] Rows)> classes =
        [
            .. Enumerable
                .Range(0, _rows.Rows)
                .GroupBy(_rows.Label)
                .OrderBy(rows => rows.Key)
                .Select(rows => (_rows.Schema.ClassNames[rows.Key], rows.ToArray())),
        ];
        if (classes.Count > StyleSheet.Colours)
        {
            HashSet<string> largest =
            [
                .. classes
                    .OrderByDescending(one => one.Rows.Length)
                    .Take(StyleSheet.Colours - 1)
                    .Select(one => one.Name),
            ];
            int[] others = [.. classes.Where(one => !largest.Contains(one.Name)).SelectMany(one => one.Rows)];
            string name = $"{classes.Count - largest.Count} others";
            return
            [
                Group(0, name, "other", others, height),
                .. classes
                    .Where(one => largest.Contains(one.Name))
                    .Select((one, place) => Group(place + 1, one.Name, $"c{place}", one.Rows, height)),
            ];
        }

        return [.. classes.Select((one, place) => Group(place, one.Name, $"c{place}", one.Rows, height))];
    }

    private ScatterGroup Group(int place, string name, string style, int[] rows, Func<int, int, double> height) =>
        new(name, style, [.. rows.Select(row => (First[row], height(row, place)))]);

    private static double Variance(float[] latents, int width, ReadOnlySpan<float> mean)
    {
        double sum = 0;
        for (int i = 0; i < latents.Length; i++)
        {
            double difference = (double)latents[i] - mean[i % width];
            sum += difference * difference;
        }

        return sum / ((latents.Length / width) - 1);
    }
}
