using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// <c>data describe DATA</c>: rows, columns, possible problems, and a latent size to begin with.
/// </summary>
internal sealed class DataDescribeVerb : Verb
{
    private const int ShownColumns = 20;

    private readonly Argument<string> _data;

    public DataDescribeVerb()
        : base(
            "describe",
            "Describe data: columns, possible problems, and a latent size to begin with.",
            "pinhole data describe digits --rows 2000"
        )
    {
        _data = Required("DATA", "A built-in generator, a file, a folder of images or of volumes, or a database.");
        AddAll([.. SharedOptions.Reading, SharedOptions.Rows, SharedOptions.Seed]);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        Dataset data = SharedOptions.OpenData(
            parsed,
            parsed.GetRequiredValue(_data),
            parsed.GetValue(SharedOptions.Seed)
        );
        ColumnStatistics columns = ColumnStatistics.Of(data);
        (string preprocess, string reason) = Preprocessors.Choose(data.Schema);
        IReadOnlyList<LintFinding> lint = DataLint.Check(data, columns);
        IntrinsicDimension? dimension =
            data.Rows < 3 ? null : IntrinsicDimension.Estimate(data, preprocess, parsed.GetValue(SharedOptions.Seed));
        if (terminal.Json)
            terminal.PrintJson(json => Write(json, data, columns, preprocess, lint, dimension));
        else
            Print(terminal, data, columns, $"{preprocess}, as {reason}", lint, dimension);
        return ExitCodes.Success;
    }

    private static double Density(Dataset data, ColumnStatistics columns) =>
        1 - ((double)(columns.Zeros + data.Schema.Missing) / ((long)data.Rows * data.Columns));

    private static void Print(
        Terminal terminal,
        Dataset data,
        ColumnStatistics columns,
        string preprocess,
        IReadOnlyList<LintFinding> lint,
        IntrinsicDimension? dimension
    )
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn();
        grid.AddRow("data", Markup.Escape(data.Name));
        grid.AddRow("rows", $"{data.Rows:#,0} × {Describe.Rows(data.Schema)}");
        grid.AddRow("range", $"{Figures.Text(data.Schema.Minimum)} to {Figures.Text(data.Schema.Maximum)}");
        grid.AddRow("not zero", FormattableString.Invariant($"{Density(data, columns):0.## %} of the numbers"));
        if (data.Schema.Missing > 0)
            grid.AddRow("missing", FormattableString.Invariant($"{data.Schema.Missing:#,0} numbers"));
        if (data.HasLabels)
            grid.AddRow("classes", Markup.Escape(Classes(data)));
        grid.AddRow("preprocess", Markup.Escape(preprocess));
        if (dimension is not null)
        {
            grid.AddRow("dimension", Markup.Escape(Dimension(dimension)));
            grid.AddRow("latent", $"try {dimension.SuggestedLatent}");
        }

        terminal.Print(grid);
        if (data.Schema.Image is null)
            PrintColumns(terminal, data, columns);
        foreach (string finding in data.Remarks.Concat(lint.Select(finding => finding.Message)))
            terminal.Print($"note: {finding}");
    }

    private static void PrintColumns(Terminal terminal, Dataset data, ColumnStatistics columns)
    {
        Table table = new Table().Border(TableBorder.Horizontal);
        table.AddColumn("column");
        foreach (string title in new[] { "mean", "deviation", "smallest", "greatest", "missing" })
            table.AddColumn(new TableColumn(title).RightAligned());
        for (int column = 0; column < Math.Min(data.Columns, ShownColumns); column++)
        {
            bool any = columns.Missing(column) < data.Rows;
            table.AddRow(
                Markup.Escape(data.Schema.ColumnNames?[column] ?? FormattableString.Invariant($"{column + 1}")),
                any ? Figures.Text(columns.Mean[column]) : "",
                any ? Figures.Text(columns.Deviation(column)) : "",
                any ? Figures.Text(columns.Minimum[column]) : "",
                any ? Figures.Text(columns.Maximum[column]) : "",
                columns.Missing(column) == 0 ? "" : FormattableString.Invariant($"{columns.Missing(column):#,0}")
            );
        }

        terminal.Print(table);
        if (data.Columns > ShownColumns)
            terminal.Print(FormattableString.Invariant($"and {data.Columns - ShownColumns:#,0} more columns"));
    }

    private static string Classes(Dataset data)
    {
        const int shown = 10;
        int[] counts = new int[data.Schema.ClassNames.Count];
        for (int row = 0; row < data.Rows; row++)
            counts[data.Label(row)]++;
        string names = string.Join(
            ", ",
            counts
                .Take(shown)
                .Select((count, label) => FormattableString.Invariant($"{data.Schema.ClassNames[label]} ({count:#,0})"))
        );
        return counts.Length > shown ? $"{names}, and {counts.Length - shown} more" : names;
    }

    private static string Dimension(IntrinsicDimension dimension)
    {
        (int? of90, int? of95, int? of99) = dimension.Components;
        string linear = of90 is int few
            ? "90 % of the variance in "
                + $"{Figures.Count(few, "principal component")}"
                + $"{(of95 is int more ? $", 95 % in {more}" : "")}"
                + $"{(of99 is int most ? $", 99 % in {most}" : "")}"
            : "less than 90 % of the variance in 128 principal components";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"about {dimension.TwoNearestNeighbours:0.0} by the two nearest neighbours of {dimension.Rows:#,0} rows; "
                + $"{linear}"
        );
    }

    private static void Write(
        Utf8JsonWriter json,
        Dataset data,
        ColumnStatistics columns,
        string preprocess,
        IReadOnlyList<LintFinding> lint,
        IntrinsicDimension? dimension
    )
    {
        json.WriteString("name", data.Name);
        json.WriteNumber("rows", data.Rows);
        json.WriteNumber("columns", data.Columns);
        json.WriteNumber("density", Density(data, columns));
        json.WriteNumber("missing", data.Schema.Missing);
        json.WriteNumber("minimum", data.Schema.Minimum);
        json.WriteNumber("maximum", data.Schema.Maximum);
        json.WriteString("preprocess", preprocess);
        if (data.Schema.Image is ImageShape image)
            json.WriteString("image", Describe.Size(image));
        json.WriteStartArray("classes");
        foreach (string name in data.Schema.ClassNames)
            json.WriteStringValue(name);
        json.WriteEndArray();
        WriteColumns(json, data, columns);
        json.WriteStartArray("lint");
        foreach (LintFinding finding in lint)
        {
            json.WriteStartObject();
            json.WriteString("kind", finding.Kind);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (dimension is null)
            return;
        json.WriteStartObject("dimension");
        Figures.Write(json, "twoNearestNeighbours", dimension.TwoNearestNeighbours);
        Figures.Write(json, "componentsOf90", dimension.Components.Of90);
        Figures.Write(json, "componentsOf95", dimension.Components.Of95);
        Figures.Write(json, "componentsOf99", dimension.Components.Of99);
        json.WriteNumber("suggestedLatent", dimension.SuggestedLatent);
        json.WriteEndObject();
    }

    // Statistics of millions of columns would make a huge JSON text.
    private static void WriteColumns(Utf8JsonWriter json, Dataset data, ColumnStatistics columns)
    {
        const int most = 10_000;
        if (data.Columns > most || data.Schema.Image is not null)
            return;
        json.WriteStartArray("statistics");
        for (int column = 0; column < data.Columns; column++)
        {
            json.WriteStartObject();
            if (data.Schema.ColumnNames is { } names)
                json.WriteString("name", names[column]);
            json.WriteNumber("missing", columns.Missing(column));
            if (columns.Missing(column) < data.Rows)
            {
                json.WriteNumber("mean", columns.Mean[column]);
                json.WriteNumber("deviation", columns.Deviation(column));
                json.WriteNumber("minimum", columns.Minimum[column]);
                json.WriteNumber("maximum", columns.Maximum[column]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
