using System.Text.Json;
using Pinhole.Recipes;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>What <c>reproduce</c> prints at the end: our figures beside the published ones.</summary>
internal static class ReproductionFigures
{
    /// <summary>Prints the result, as text or as JSON.</summary>
    /// <param name="terminal">Where to print it.</param>
    /// <param name="recipe">What was reproduced.</param>
    /// <param name="result">The result.</param>
    /// <param name="folder">Where the runs are.</param>
    public static void Print(Terminal terminal, Recipe recipe, Reproduction result, string folder)
    {
        if (terminal.Json)
            terminal.PrintJson(json => Write(json, result, folder));
        else
            PrintText(terminal, recipe, result, folder);
    }

    private static void Write(Utf8JsonWriter json, Reproduction result, string folder)
    {
        json.WriteString("recipe", result.Recipe);
        json.WriteString("variant", JsonNamingPolicy.CamelCase.ConvertName(result.Variant.ToString()));
        json.WriteString("figure", result.Title);
        Figures.Write(json, "ours", result.Ours);
        Figures.Write(json, "published", result.Published?.Figure);
        WriteAnswer(json, "better", result.Better);
        Figures.Write(json, "goal", result.Goal);
        WriteAnswer(json, "reached", result.Reached);
        Figures.Write(json, "seconds", result.Seconds);
        json.WriteString("out", folder);
        json.WriteStartArray("runs");
        foreach (ReproducedRun run in result.Runs)
        {
            json.WriteStartObject();
            json.WriteString("variation", run.Variation);
            json.WriteNumber("seed", run.Seed);
            json.WriteNumber("epochs", run.Epochs);
            Figures.Write(json, "seconds", run.Seconds);
            json.WriteStartObject("figures");
            foreach ((string name, double figure) in run.Figures)
                Figures.Write(json, name, figure);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnswer(Utf8JsonWriter json, string name, bool? answer)
    {
        if (answer is bool known)
            json.WriteBoolean(name, known);
        else
            json.WriteNull(name);
    }

    private static void PrintText(Terminal terminal, Recipe recipe, Reproduction result, string folder)
    {
        terminal.Print(result.Runs.Count == 1 ? Columns(result) : Rows(result));
        terminal.Print($"{result.Verdict} It took {Time(result.Seconds)}.".TrimStart());
        if (result.Published is { } published)
            terminal.Print($"source: {published.Source}");
        terminal.Print($"note:   {recipe.Remarks}");
        terminal.Print($"report: {Runs.RunFolder.ReportPath(folder)}");
    }

    // One run: a line for each figure, ours beside the published one.
    private static Table Columns(Reproduction result)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(Markup.Escape(result.Recipe));
        table.AddColumn(new TableColumn("ours").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("published").RightAligned().NoWrap());
        Dictionary<string, double> others = new(result.Published?.Others ?? new Dictionary<string, double>());
        foreach ((string name, double figure) in result.Runs[0].Figures)
        {
            double? theirs =
                name == result.Title ? result.Published?.Figure
                : others.Remove(name, out double other) ? other
                : null;
            table.AddRow(Markup.Escape(name), Figures.Text(figure), theirs is null ? "" : Figures.Text(theirs));
        }

        foreach ((string name, double figure) in others)
            table.AddRow(Markup.Escape(name), "", Figures.Text(figure));
        return table;
    }

    // Several runs: a line for each; runs that differ only by seed share a line.
    private static Table Rows(Reproduction result)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("").NoWrap());
        foreach (string name in result.Runs[0].Figures.Keys)
            table.AddColumn(new TableColumn(Markup.Escape(Narrow(name))).RightAligned().NoWrap().Padding(0, 0));
        table.AddColumn(new TableColumn("time").RightAligned().NoWrap().Padding(0, 0));
        foreach (RunGroup group in result.Groups)
            table.AddRow([
                Markup.Escape(group.Variation),
                .. group.Runs[0].Figures.Keys.Select(figure => Range(group, figure)),
                Time(group.Runs.Sum(run => run.Seconds)),
            ]);
        return table;
    }

    // Breaks lines between words, so that columns stay narrow.
    private static string Narrow(string text)
    {
        const int width = 11;
        string line = "",
            lines = "";
        foreach (string word in text.Split(' '))
        {
            bool fits = line.Length == 0 || line.Length + 1 + word.Length <= width;
            lines = fits ? lines : $"{lines}{line}\n";
            line = fits && line.Length > 0 ? $"{line} {word}" : word;
        }

        return lines + line;
    }

    private static string Range(RunGroup group, string figure) =>
        group.Runs.Count == 1
            ? Figures.Text(group.Mean(figure))
            : Narrow(
                $"{Figures.Text(group.Mean(figure))} ({Figures.Text(group.Minimum(figure))} to "
                    + $"{Figures.Text(group.Maximum(figure))})"
            );

    private static string Time(double seconds) => seconds < 90 ? $"{seconds:F0} s" : $"{seconds / 60:F1} min";
}
