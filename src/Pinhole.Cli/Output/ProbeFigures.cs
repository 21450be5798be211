using System.Text.Json;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows what latents tell of labels, beside the rows and PCA: as a table, as JSON.</summary>
internal static class ProbeFigures
{
    /// <summary>A table of one column for the latents, one for the rows and one for PCA.</summary>
    public static Table Table(LatentProbes probes)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn($"labels of {Figures.Count(probes.Rows, "row")}, half to learn from"));
        foreach ((string name, _) in Kinds(probes))
            table.AddColumn(new TableColumn(name == "pca" ? "PCA" : name).RightAligned().NoWrap());
        AddRows(table, probes, "logistic", scores => scores.Logistic);
        AddRows(table, probes, "neighbours", scores => scores.Neighbours);
        return table;
    }

    /// <summary>Writes the member <c>probes</c>: an object, or null where there are none.</summary>
    public static void Write(Utf8JsonWriter json, LatentProbes? probes)
    {
        if (probes is null)
        {
            json.WriteNull("probes");
            return;
        }

        json.WriteStartObject("probes");
        json.WriteNumber("rows", probes.Rows);
        foreach ((string name, ProbeScores scores) in Kinds(probes))
        {
            json.WriteStartObject(name);
            Write(json, "logistic", scores.Logistic);
            Write(json, "neighbours", scores.Neighbours);
            json.WriteEndObject();
        }

        if (probes.Pca is null)
            json.WriteNull("pca");
        json.WriteEndObject();
    }

    private static IEnumerable<(string Name, ProbeScores Scores)> Kinds(LatentProbes probes)
    {
        yield return ("latent", probes.Latent);
        yield return ("raw", probes.Raw);
        if (probes.Pca is not null)
            yield return ("pca", probes.Pca);
    }

    private static void Write(Utf8JsonWriter json, string name, ClassificationScores scores)
    {
        json.WriteStartObject(name);
        Figures.Write(json, "accuracy", scores.Accuracy);
        Figures.Write(json, "macroF1", scores.MacroF1);
        Figures.Write(json, "auc", scores.Auc);
        json.WriteEndObject();
    }

    private static void AddRows(
        Table table,
        LatentProbes probes,
        string classifier,
        Func<ProbeScores, ClassificationScores> choose
    )
    {
        void AddRow(string figure, Func<ClassificationScores, double?> value) =>
            table.AddRow([
                $"{classifier}: {figure}",
                .. Kinds(probes).Select(kind => Figures.Text(value(choose(kind.Scores)))),
            ]);

        AddRow("accuracy", scores => scores.Accuracy);
        AddRow("macro F1", scores => scores.MacroF1);
        AddRow("AUC", scores => scores.Auc);
    }
}
