using Pinhole.Data;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>The distribution of row errors, and the rows with the largest.</summary>
internal static class ErrorsSection
{
    private const int WorstRows = 8;

    public static void Write(HtmlWriter html, ReportSource source)
    {
        html.Leaf("h2", "Errors of single rows");
        double[] errors = [.. source.Rows.Errors.Where(double.IsFinite)];
        if (errors.Length == 0)
        {
            html.Leaf("p", "No row has a finite error.");
            return;
        }

        Spread(html, source, errors);
        html.Leaf(
            "h3",
            errors.Length > WorstRows
                ? $"The {WorstRows} {source.Rows.Title} with the largest errors"
                : "The largest errors first"
        );
        List<RebuiltRow> worst = [.. source.Rows.Worst(WorstRows).Select(source.Rows.Rebuild)];
        if (source.Data.Schema.Output.Image is not null)
            ImageGrid.Write(
                html,
                source.Data.Schema.Output,
                "row",
                source.Original,
                [.. worst.Select(row => (Heading(row), row))]
            );
        else
            Table(html, source, worst);
    }

    private static void Spread(HtmlWriter html, ReportSource source, double[] errors)
    {
        double model = source.ModelFigures.SquaredErrorPerSample;
        double? pca = source.PcaFigures?.SquaredErrorPerSample;
        Histogram histogram = new(errors, model, pca ?? model);
        html.Leaf(
            "p",
            $"The squared error of {(errors.Length == 1 ? "one" : Figures.Count(errors.Length))} of the "
                + $"{source.Rows.Title}, {source.Units}.",
            ("class", "note")
        );
        using (html.Open("figure"))
        {
            string description =
                $"Histogram of the squared errors of {errors.Length} rows, from {Figures.Short(errors.Min())} to "
                + $"{Figures.Short(errors.Max())}, mean {Figures.Short(model)}";
            using SvgPlot plot = new(
                html,
                PlotSize.Wide,
                description,
                (histogram.Values, "squared error of a row"),
                (histogram.Counts, "rows")
            );
            histogram.Write(html, plot);
            plot.Mark(model, $"mean {Figures.Short(model)}", "ink", leftward: model < pca);
            if (pca is double others)
                plot.Mark(others, $"PCA's mean {Figures.Short(others)}", "c1", leftward: model >= others, line: 1);
        }
    }

    private static string Heading(RebuiltRow row) =>
        row.Label.Length > 0
            ? $"{Figures.Count(row.Number)} ({Figures.Name(row.Label, 6)})"
            : Figures.Count(row.Number);

    private static void Table(HtmlWriter html, ReportSource source, List<RebuiltRow> worst)
    {
        using (html.Open("div", ("class", "scroll")))
        using (html.Open("table", ("class", "figures")))
        {
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                foreach (
                    string title in (ReadOnlySpan<string>)
                        [
                            "Row",
                            "Error",
                            .. source.Record.Baseline is null ? [] : new[] { "PCA's error" },
                            "Column with the largest error",
                            "Its share",
                            source.Data.Targets is null ? "Original" : "Target",
                            "Rebuilt",
                        ]
                )
                    html.Leaf("th", title, ("scope", "col"));
            }

            using (html.Open("tbody"))
            {
                foreach (RebuiltRow row in worst)
                    Line(html, source.Data.Schema.Output, row);
            }
        }
    }

    private static void Line(HtmlWriter html, Schema schema, RebuiltRow row)
    {
        using (html.Open("tr"))
        {
            html.Leaf("th", ExamplesSection.Name(row), ("scope", "row"));
            html.Leaf("td", Figures.Short(row.ModelError));
            if (row.PcaError is double pca)
                html.Leaf("td", Figures.Short(pca));
            html.Leaf(
                "td",
                schema.ColumnNames is { } names ? Figures.Name(names[row.WorstColumn]) : $"{row.WorstColumn + 1}"
            );
            html.Leaf("td", Figures.Percent(row.WorstShare));
            html.Leaf("td", Figures.Short(row.Original[row.WorstColumn]));
            html.Leaf("td", Figures.Short(row.Model[row.WorstColumn]));
        }
    }
}
