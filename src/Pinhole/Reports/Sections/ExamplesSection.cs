using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>Some rows with their reconstructions by the model and PCA: as images, curves or numbers.</summary>
internal static class ExamplesSection
{
    private const int MaximumImages = 12;
    private const int MaximumCurves = 10;
    private const int MaximumNumbers = 5;

    /// <summary>With more columns than this, rows are drawn as curves.</summary>
    private const int MaximumTableColumns = 10;
    private const int MaximumCurveColumns = 512;

    public static void Write(HtmlWriter html, ReportSource source)
    {
        html.Leaf("h2", source.Data.Targets is null ? "Originals and reconstructions" : "Targets and predictions");
        if (source.Data.Schema.Output.Image is not null)
            Images(html, source);
        else if (source.Data.Output.Columns <= MaximumTableColumns)
            Numbers(html, source);
        else
            Curves(html, source);
    }

    /// <summary>The name of a row: its class, or its number in the data.</summary>
    public static string Name(RebuiltRow row) =>
        row.Label.Length > 0
            ? $"row {Figures.Count(row.Number)} ({Figures.Name(row.Label)})"
            : $"row {Figures.Count(row.Number)}";

    private static IEnumerable<RebuiltRow> Rows(ReportSource source, int maximum) =>
        source.Rows.RebuildCorrupted(source.Rows.Examples(maximum));

    private static void Images(HtmlWriter html, ReportSource source)
    {
        List<RebuiltRow> rows = [.. Rows(source, MaximumImages)];
        html.Leaf(
            "p",
            $"{Start(source)} Beneath each reconstruction is its squared error, {source.Units}.",
            ("class", "note")
        );
        string corner = source.Data.HasLabels ? "class" : "row";
        ImageGrid.Write(
            html,
            source.Data.Schema.Output,
            corner,
            source.Original,
            [.. rows.Select(row => (row.Label.Length > 0 ? row.Label : Figures.Count(row.Number), row))]
        );
    }

    private static void Numbers(HtmlWriter html, ReportSource source)
    {
        html.Leaf("p", $"{Start(source)} The error is a row's squared error, {source.Units}.", ("class", "note"));
        using (html.Open("div", ("class", "scroll")))
        using (html.Open("table", ("class", "figures numbers")))
        {
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                html.Leaf("th", "Row", ("scope", "col"));
                html.Leaf("th", "", ("scope", "col"));
                for (int column = 0; column < source.Data.Output.Columns; column++)
                    html.Leaf("th", ColumnName(source.Data.Schema.Output, column), ("scope", "col"));
                html.Leaf("th", "error", ("scope", "col"));
            }

            using (html.Open("tbody"))
            {
                foreach (RebuiltRow row in Rows(source, MaximumNumbers))
                {
                    NumbersLine(html, "group", ShortName(row), source.Original, row.Original, null);
                    if (row.Noisy is not null)
                        NumbersLine(html, "within", "", "with noise", row.Noisy, null);
                    NumbersLine(html, row.Pca is null ? "last" : "within", "", "model", row.Model, row.ModelError);
                    if (row.Pca is not null)
                        NumbersLine(html, "last", "", "PCA", row.Pca, row.PcaError);
                }
            }
        }
    }

    private static void NumbersLine(
        HtmlWriter html,
        string style,
        string row,
        string name,
        float[] values,
        double? error
    )
    {
        using (html.Open("tr", ("class", style)))
        {
            html.Leaf("th", row, ("scope", "row"));
            html.Leaf("td", name, ("class", "note"));
            foreach (float value in values)
                html.Leaf("td", Figures.Short(value));
            html.Leaf("td", error is double number ? Figures.Short(number) : "");
        }
    }

    private static void Curves(HtmlWriter html, ReportSource source)
    {
        int[] columns = ReportRows.EvenlySpaced(source.Data.Output.Columns, MaximumCurveColumns);
        List<RebuiltRow> rows =
        [
            .. Rows(source, MaximumCurves).Select(row => Prepared(row, source.Model.OutputPreprocessor, columns)),
        ];
        bool compared = source.Record.Baseline is not null;
        string chosen =
            columns.Length < source.Data.Output.Columns
                ? $" {columns.Length} of the {Figures.Count(source.Data.Output.Columns)} columns are drawn, at even "
                    + "distances."
                : "";
        html.Leaf(
            "p",
            $"{Start(source)} Each curve runs over the columns of one row, {source.Units}.{chosen}",
            ("class", "note")
        );
        bool noisy = rows.Any(row => row.Noisy is not null);
        Legend.Write(
            html,
            "curve",
            [
                .. noisy ? new[] { ("with noise", "c2 dashed") } : [],
                (source.Original, "ink"),
                ("model", "c0"),
                .. compared ? new[] { ("PCA", "c1 dashed") } : [],
            ]
        );
        Axis vertical = Axis.LinearFitting(
            rows.SelectMany(row => row.Original.Concat(row.Model).Concat(row.Pca ?? []).Concat(row.Noisy ?? []))
                .Select(value => (double)value)
        );
        Axis horizontal = Axis.Numbers(columns.Length);
        using (html.Open("div", ("class", "small")))
        {
            foreach (RebuiltRow row in rows)
            {
                using (html.Open("figure"))
                {
                    html.Leaf(
                        "figcaption",
                        $"{Name(row)}: error {Figures.Short(row.ModelError)}"
                            + (row.PcaError is double error ? $", PCA {Figures.Short(error)}" : "")
                    );
                    using SvgPlot plot = new(
                        html,
                        PlotSize.Half,
                        $"{Name(row)}, {source.Original} and reconstructions",
                        (horizontal, "column"),
                        (vertical, "")
                    );
                    LineChart.Write(
                        html,
                        plot,
                        [
                            .. row.Noisy is null ? [] : new[] { Curve("with noise", "c2 dashed", row.Noisy) },
                            Curve(source.Original, "ink", row.Original),
                            .. row.Pca is null ? [] : new[] { Curve("PCA", "c1 dashed", row.Pca) },
                            Curve("model", "c0", row.Model),
                        ]
                    );
                }
            }
        }
    }

    // In the units of the data, the column with the largest numbers would hide the others. Rows are prepared in place,
    // to save memory with wide ones.
    private static RebuiltRow Prepared(RebuiltRow row, Preprocessor preprocessor, int[] columns)
    {
        return row with
        {
            Original = Prepare(row.Original),
            Model = Prepare(row.Model),
            Pca = row.Pca is null ? null : Prepare(row.Pca),
            Noisy = row.Noisy is null ? null : Prepare(row.Noisy),
        };

        float[] Prepare(float[] values)
        {
            preprocessor.ApplyInPlace(values);
            return Array.ConvertAll(columns, column => values[column]);
        }
    }

    private static LineSeries Curve(string name, string style, float[] row) =>
        new(name, style, Array.ConvertAll(row, value => (double)value));

    private static string ShortName(RebuiltRow row) =>
        row.Label.Length > 0 ? $"{row.Number} ({Figures.Name(row.Label, 12)})" : $"{row.Number}";

    private static string ColumnName(Schema schema, int column) =>
        schema.ColumnNames is { } names ? Figures.Name(names[column], 14) : $"{column + 1}";

    private static string Start(ReportSource source)
    {
        string kind = source.Rows.Unseen ? "Rows that training did not see" : "Rows that the model was trained on";
        string noise = source.Rows.HasNoise
            ? source.Record.Baseline is null
                ? " The model saw them with noise as in training; the target is the original."
                : " Model and PCA saw them with noise as in training; the target is the original."
            : "";
        return source.Data.HasLabels ? $"{kind}, some of each class.{noise}" : $"{kind}, at even distances.{noise}";
    }
}
