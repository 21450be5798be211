using System.Globalization;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Recipes;

/// <summary>
/// The trainings of one recipe as a self-contained HTML file: a chart for each figure, and a table of all.
/// </summary>
public static class ReproductionReport
{
    /// <summary>Renders the report. The same result gives the same text.</summary>
    /// <param name="result">The result; some runs may still be missing.</param>
    /// <returns>HTML; after its first line it is well-formed XML.</returns>
    public static string Render(Reproduction result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Recipe recipe = RecipeBook.Read(result.Recipe, result.Variant);
        HtmlWriter html = new();
        using (html.Open("html", ("lang", "en")))
        {
            using (html.Open("head"))
            {
                html.Empty("meta", ("charset", "utf-8"));
                html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
                html.Leaf("title", result.Recipe);
                html.Style(StyleSheet.Text);
            }

            using (html.Open("body"))
            {
                using (html.Open("header"))
                {
                    html.Leaf("h1", $"{result.Recipe}, {Figures.Count(result.Runs.Count)} trainings");
                    html.Leaf("p", $"{recipe.Title}.", ("class", "headline"));
                    // The figure is that of the last run.
                    if (result.Runs.Count == recipe.Runs.Count && result.Verdict is { Length: > 0 } verdict)
                        html.Leaf(
                            "p",
                            result is { Published.Source: string source, Variant: not RecipeVariant.Quick }
                                ? $"{verdict} Published in: {source}."
                                : verdict
                        );
                    html.Leaf("p", recipe.Remarks);
                }

                using (html.Open("main"))
                {
                    if (result.Axis is string axis)
                        WriteCharts(html, result, axis);
                    WriteTable(html, result);
                }

                using (html.Open("footer"))
                    html.Leaf("p", $"Pinhole {result.Version}, {result.Date:yyyy-MM-dd}, {result.Machine}");
            }
        }

        return "<!DOCTYPE html>\n" + html;
    }

    private static void WriteCharts(HtmlWriter html, Reproduction result, string axis)
    {
        RunGroup[] placed = [.. result.Groups.Where(group => group.At is not null)];
        double[] places = [.. placed.Select(group => group.At!.Value).Distinct().Order()];
        string[] names = [.. placed.Select(group => group.Series ?? "").Distinct()];
        if (places.Length < 2)
            return;
        double room = 0.04 * (places.Length - 1);
        Axis horizontal = new(
            1 - room,
            places.Length + room,
            [.. places.Select((place, i) => new Tick(i + 1, place.ToString(CultureInfo.InvariantCulture)))]
        );
        foreach (string figure in result.Runs[0].Figures.Keys)
        {
            List<LineSeries> series = [];
            for (int i = 0; i < names.Length; i++)
                series.AddRange(Lines(placed, places, names[i], figure, $"c{i % StyleSheet.Colours}"));
            // A figure that is the same for all runs, such as PCA's error, gets no line.
            if (series.SelectMany(one => one.Values).Where(double.IsFinite).Distinct().Count() < 2)
                continue;
            using (html.Open("figure"))
            {
                using (
                    SvgPlot plot = new(
                        html,
                        PlotSize.Wide,
                        $"{figure} by {axis}",
                        (horizontal, axis),
                        (Axis.Fitting(series.SelectMany(one => one.Values)), figure)
                    )
                )
                    LineChart.Write(html, plot, series);
                if (names.Length > 1)
                    Legend.Write(html, "curve", names.Select((name, i) => (name, $"c{i % StyleSheet.Colours}")));
            }
        }
    }

    // Means as lines; minimum and maximum as dashed lines.
    private static IEnumerable<LineSeries> Lines(
        RunGroup[] groups,
        double[] places,
        string name,
        string figure,
        string style
    )
    {
        RunGroup?[] line =
        [
            .. places.Select(place =>
                groups.FirstOrDefault(group => (group.Series ?? "") == name && group.At == place)
            ),
        ];
        yield return new LineSeries(name, style, [.. line.Select(group => group?.Mean(figure) ?? double.NaN)]);
        if (!line.Any(group => group?.Runs.Count > 1))
            yield break;
        yield return new LineSeries(
            name,
            $"{style} dashed",
            [.. line.Select(group => group?.Minimum(figure) ?? double.NaN)]
        );
        yield return new LineSeries(
            name,
            $"{style} dashed",
            [.. line.Select(group => group?.Maximum(figure) ?? double.NaN)]
        );
    }

    private static void WriteTable(HtmlWriter html, Reproduction result)
    {
        html.Leaf("h2", "All figures");
        using (html.Open("div", ("class", "scroll")))
        using (html.Open("table", ("class", "figures")))
        {
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                html.Leaf("th", "training");
                foreach (string figure in result.Runs[0].Figures.Keys)
                    html.Leaf("th", figure);
                html.Leaf("th", "time");
            }

            using (html.Open("tbody"))
            {
                foreach (ReproducedRun run in result.Runs)
                {
                    using (html.Open("tr"))
                    {
                        html.Leaf("th", $"{run.Variation}, seed {run.Seed}");
                        foreach (double figure in run.Figures.Values)
                            html.Leaf("td", Figures.Short(figure, 4));
                        html.Leaf("td", Figures.Duration(run.Seconds));
                    }
                }
            }
        }
    }
}
