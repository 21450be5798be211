using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows how well labels can be predicted from latents, beside rows and PCA: as a table.</summary>
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

    private static IEnumerable<(string Name, ProbeScores Scores)> Kinds(LatentProbes probes)
    {
        yield return ("latent", probes.Latent);
        yield return ("raw", probes.Raw);
        if (probes.Pca is not null)
            yield return ("pca", probes.Pca);
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
