using System.Globalization;
using System.Text.Json;
using Pinhole.Cli.Parsing;
using Pinhole.Runs;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>What <c>runs</c> shows.</summary>
internal static class RunTable
{
    // Long names are broken, so that the table fits 80 columns.
    private const int RunWidth = 20;
    private const int NameWidth = 15;
    private const int DateWidth = 10;

    /// <summary>Prints the runs, as a table or as JSON.</summary>
    /// <param name="terminal">Where to print them.</param>
    /// <param name="folder">Where they are.</param>
    /// <param name="runs">The runs.</param>
    public static void Print(Terminal terminal, string folder, IReadOnlyList<RunSummary> runs)
    {
        if (terminal.Json)
            terminal.PrintJson(json => Write(json, folder, runs));
        else if (runs.Count == 0)
            terminal.Print($"There are no runs in {folder}.");
        else
            terminal.Print(Table(folder, runs));
    }

    private static void Write(Utf8JsonWriter json, string folder, IReadOnlyList<RunSummary> runs)
    {
        json.WriteString("folder", folder);
        json.WriteStartArray("runs");
        foreach (RunSummary run in runs)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Folder);
            json.WriteString("state", EnumNames.Of(run.State));
            json.WriteString("when", run.When.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteString("data", run.Data);
            json.WriteString("model", run.Model);
            if (run.Epochs is int epochs)
                json.WriteNumber("epochs", epochs);
            else
                json.WriteNull("epochs");
            Figures.Write(json, "squaredErrorPerSample", run.SquaredError);
            Figures.Write(json, "pcaSquaredErrorPerSample", run.PcaSquaredError);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Table Table(string folder, IReadOnlyList<RunSummary> runs)
    {
        Table table = new Table().Border(TableBorder.Simple).Title("squared error of a row beside PCA's");
        table.AddColumn(new TableColumn("run").Width(RunWidth));
        table.AddColumn(new TableColumn("data, model").Width(NameWidth));
        table.AddColumn(new TableColumn("error").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("PCA").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("state").NoWrap());
        table.AddColumn(new TableColumn("when").Width(DateWidth));
        foreach (TableColumn column in table.Columns)
            column.Padding(0, 0, 1, 0);
        foreach (RunSummary run in runs)
            table.AddRow(
                Markup.Escape(Path.GetRelativePath(folder, run.Folder) is not "." and string name ? name : run.Folder),
                Markup.Escape(run is { Data: string data, Model: string model } ? $"{data}, {model}" : "–"),
                Figures.Text(run.SquaredError),
                Figures.Text(run.PcaSquaredError),
                EnumNames.Of(run.State),
                run.When.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            );
        return table;
    }
}
