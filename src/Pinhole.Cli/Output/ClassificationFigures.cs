using System.Globalization;
using System.Text.Json;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows how well classes are predicted, beside least squares on PCA: as a table, as JSON.</summary>
internal static class ClassificationFigures
{
    /// <summary>A table of one column for the model and one for PCA.</summary>
    /// <param name="rows">What was measured on.</param>
    /// <param name="model">The name of the model.</param>
    /// <param name="own">Its scores.</param>
    /// <param name="pca">PCA's; null for a model without a baseline.</param>
    public static Table Table(string rows, string model, ClassificationScores own, ClassificationScores? pca)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(Markup.Escape(rows)));
        table.AddColumn(new TableColumn(Markup.Escape(model)).RightAligned().NoWrap());
        if (pca is not null)
            table.AddColumn(new TableColumn("PCA and least squares").RightAligned().NoWrap());
        Add("error", scores => scores.Error.ToString("P2", CultureInfo.InvariantCulture));
        Add("accuracy", scores => scores.Accuracy.ToString("P2", CultureInfo.InvariantCulture));
        Add("macro F1", scores => Figures.Text(scores.MacroF1));
        Add("AUC", scores => Figures.Text(scores.Auc));
        return table;

        void Add(string name, Func<ClassificationScores, string> figure) =>
            table.AddRow([name, figure(own), .. pca is null ? [] : new[] { figure(pca) }]);
    }

    /// <summary>The comparison in one sentence.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="own">Its scores.</param>
    /// <param name="pca">PCA's.</param>
    public static string Sentence(string model, ClassificationScores own, ClassificationScores pca)
    {
        string ours = own.Error.ToString("P2", CultureInfo.InvariantCulture),
            theirs = pca.Error.ToString("P2", CultureInfo.InvariantCulture);
        return ours == theirs
                ? $"{model} and least squares on PCA's components are equally good: both misclassify {ours} of "
                    + "the rows."
            : own.Error < pca.Error
                ? $"{model} is better: it misclassifies {ours} of the rows, least squares on PCA's components "
                    + $"{theirs}."
            : $"PCA is better: least squares on its components misclassifies {theirs} of the rows, {model} {ours}; "
                + "try more --epochs, more rows or a wider --hidden.";
    }

    /// <summary>Writes scores as a JSON object.</summary>
    public static void Write(Utf8JsonWriter json, string name, ClassificationScores scores)
    {
        json.WriteStartObject(name);
        json.WriteNumber("error", scores.Error);
        json.WriteNumber("accuracy", scores.Accuracy);
        json.WriteNumber("macroF1", scores.MacroF1);
        Figures.Write(json, "auc", scores.Auc);
        json.WriteEndObject();
    }
}
