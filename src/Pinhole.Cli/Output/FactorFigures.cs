using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows which latents hold which factors: as a table.</summary>
internal static class FactorFigures
{
    /// <summary>A table with a line for each factor and one for all of them.</summary>
    public static Table Table(DisentanglementScores scores)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn($"factors of {Figures.Count(scores.Rows, "row")}"));
        foreach (string name in new[] { "MIG", "completeness", "accuracy", "held by" })
            table.AddColumn(new TableColumn(name).RightAligned().NoWrap());
        foreach (FactorScores factor in scores.Factors)
        {
            table.AddRow(
                $"{factor.Name}, {Figures.Count(factor.Values, "value")}",
                Figures.Text(factor.MutualInformationGap),
                Figures.Text(factor.Completeness),
                Figures.Text(factor.Accuracy),
                Best(factor)
            );
        }

        table.AddRow(
            "mean",
            Figures.Text(scores.MutualInformationGap),
            Figures.Text(scores.Completeness),
            Figures.Text(scores.Informativeness),
            ""
        );
        table.AddRow("disentanglement", "", "", Figures.Text(scores.Disentanglement), "");
        return table;
    }

    // The latents that predict the factor, the most important first.
    private static string Best(FactorScores factor)
    {
        const double Least = 0.1;
        return string.Join(
            ' ',
            Enumerable
                .Range(0, factor.Importances.Count)
                .Where(i => factor.Importances[i] >= Least)
                .OrderByDescending(i => factor.Importances[i])
                .Select(i => $"z{i + 1}")
        );
    }
}
