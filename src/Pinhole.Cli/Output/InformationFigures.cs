using System.Globalization;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows how much of the rows each layer of the encoder retains: as a table.</summary>
internal static class InformationFigures
{
    /// <summary>A table with a line for each layer, and one below it where some could not be measured.</summary>
    public static void Print(Terminal terminal, InformationRetained information)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn($"read back linearly, {Figures.Count(information.Rows, "row")}, half to fit"));
        table.AddColumn(new TableColumn("of the variance").RightAligned().NoWrap());
        foreach (LayerInformation layer in Lines(information))
            table.AddRow(
                layer.Name,
                layer.RSquared is double share ? share.ToString("P1", CultureInfo.InvariantCulture) : "–"
            );
        terminal.Print(table);
        if (Lines(information).Any(layer => layer.RSquared is null))
            terminal.Print(
                $"–: not measured: too many numbers for {Figures.Count(information.Rows / 2, "row")}, or too slow to "
                    + "compute."
            );
    }

    private static IEnumerable<LayerInformation> Lines(InformationRetained information) =>
        information.Pca is null ? information.Layers : [.. information.Layers, information.Pca];
}
