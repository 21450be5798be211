using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>The positions of rows in the latent space.</summary>
internal static class LatentSection
{
    public static void Write(HtmlWriter html, ReportSource source)
    {
        html.Leaf("h2", "Latent space");
        if (LatentPoints.Find(source.Model, source.Data, source.Record.Training.Seed) is not LatentPoints points)
        {
            html.Message(
                "p",
                "All rows have the same latent, or latents that are not finite: the model does not distinguish rows. "
                    + "Try a lower `LearningRate`, or more `Epochs`."
            );
            return;
        }

        string shown =
            points.First.Length < source.Data.Rows
                ? $"{Figures.Count(points.First.Length)} of the {Figures.Count(source.Data.Rows)} rows, at even "
                    + "distances"
                : $"All {Figures.Count(source.Data.Rows)} rows";
        if (points.Second.Length > 0)
            Plane(html, points, shown);
        else if (points.Labelled)
            Strips(html, points, shown);
        else
            Distribution(html, points, shown);
    }

    private static void Plane(HtmlWriter html, LatentPoints points, string shown)
    {
        List<ScatterGroup> groups = points.Groups((row, _) => points.Second[row]);
        html.Leaf("p", $"{shown}, by the first two principal components of their latents.", ("class", "note"));
        using (html.Open("figure"))
        {
            Axis horizontal = Axis.ForPoints(points.First),
                vertical = Axis.ForPoints(points.Second);
            using (
                SvgPlot plot = new(
                    html,
                    PlotSize.Tall,
                    "Latents along their first two principal components",
                    (horizontal, $"first component ({Figures.Percent(points.FirstShare)} of the variance)"),
                    (vertical, $"second component ({Figures.Percent(points.SecondShare)} of the variance)")
                )
            )
            {
                ScatterChart.Write(html, plot, groups, points.Labelled);
            }

            WriteLegend(html, points, groups);
            int beyond = points
                .First.Zip(points.Second)
                .Count(point => !horizontal.Holds(point.First) || !vertical.Holds(point.Second));
            if (beyond > 0)
                html.Leaf(
                    "figcaption",
                    $"{(beyond == 1 ? "1 row lies" : $"{beyond} rows lie")} beyond the edges, and "
                        + $"{(beyond == 1 ? "is" : "are")} drawn on them."
                );
        }
    }

    // With one latent, each class has a strip, in which rows are spread so that they do not hide each other.
    private static void Strips(HtmlWriter html, LatentPoints points, string shown)
    {
        List<ScatterGroup> groups = points.Groups((row, place) => place + (0.7 * ((row * 0.618034 % 1) - 0.5)));
        Axis classes = new(
            -0.6,
            groups.Count - 0.4,
            [.. groups.Select((group, place) => new Tick(place, Figures.Name(group.Name, 7)))]
        );
        html.Leaf("p", $"{shown} by their one latent, a strip for each class.", ("class", "note"));
        using (html.Open("figure"))
        {
            using (
                SvgPlot plot = new(
                    html,
                    PlotSize.Tall,
                    "Latents by class",
                    (Axis.ForPoints(points.First), "latent"),
                    (classes, "class")
                )
            )
                ScatterChart.Write(html, plot, groups, named: false);
            WriteLegend(html, points, groups);
        }
    }

    private static void Distribution(HtmlWriter html, LatentPoints points, string shown)
    {
        Histogram histogram = new(points.First);
        html.Leaf("p", $"{shown} by their one latent.", ("class", "note"));
        using (html.Open("figure"))
        using (
            SvgPlot plot = new(
                html,
                PlotSize.Wide,
                "Number of rows for each value of the latent",
                (histogram.Values, "latent"),
                (histogram.Counts, "rows")
            )
        )
            histogram.Write(html, plot);
    }

    private static void WriteLegend(HtmlWriter html, LatentPoints points, List<ScatterGroup> groups)
    {
        if (points.Labelled)
            Legend.Write(html, "dots", groups.Select(group => (group.Name, group.Style)));
    }
}
