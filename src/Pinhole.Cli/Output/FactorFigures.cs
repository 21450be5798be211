using System.Text.Json;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows which latents tell of which factors: as a table, as JSON.</summary>
internal static class FactorFigures
{
    /// <summary>A table with a line for each factor and one for all of them.</summary>
    public static Table Table(DisentanglementScores scores)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn($"factors of {Figures.Count(scores.Rows, "row")}"));
        foreach (string name in new[] { "MIG", "completeness", "accuracy", "told by" })
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

    /// <summary>Writes the member <c>disentanglement</c>: an object, or null where no factors are known.</summary>
    public static void Write(Utf8JsonWriter json, DisentanglementScores? scores)
    {
        if (scores is null)
        {
            json.WriteNull("disentanglement");
            return;
        }

        json.WriteStartObject("disentanglement");
        json.WriteNumber("rows", scores.Rows);
        Figures.Write(json, "mig", scores.MutualInformationGap);
        Figures.Write(json, "disentanglement", scores.Disentanglement);
        Figures.Write(json, "completeness", scores.Completeness);
        Figures.Write(json, "informativeness", scores.Informativeness);
        json.WriteStartArray("factors");
        foreach (FactorScores factor in scores.Factors)
        {
            json.WriteStartObject();
            json.WriteString("name", factor.Name);
            json.WriteNumber("values", factor.Values);
            Figures.Write(json, "mig", factor.MutualInformationGap);
            Figures.Write(json, "completeness", factor.Completeness);
            Figures.Write(json, "accuracy", factor.Accuracy);
            json.WriteStartArray("importances");
            foreach (double importance in factor.Importances)
                json.WriteNumberValue(importance);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // The latents by which most of it is told, the first one first.
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
