using System.Globalization;
using System.Text.Json;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>Shows errors of reconstruction beside PCA's: as a table, as a sentence, as JSON.</summary>
internal static class Figures
{
    /// <summary>What stands in place of a comparison where there is no PCA.</summary>
    public const string NoBaseline =
        "This model file has no PCA beside it, so there is nothing to compare with; "
        + "train writes one, unless its --baseline is none.";

    /// <summary>A number as people read it: four digits, or whole with separators where it is large.</summary>
    public static string Text(double? number) =>
        number switch
        {
            null => "–",
            0 => "0",
            double value when Math.Abs(value) is >= 1000 and < 1e15 => value.ToString(
                "#,0",
                CultureInfo.InvariantCulture
            ),
            double value when Math.Abs(value) is >= 1e-4 and < 1000 => value.ToString(
                $"F{3 - (int)Math.Floor(Math.Log10(Math.Abs(value)))}",
                CultureInfo.InvariantCulture
            ),
            double value => value.ToString("G4", CultureInfo.InvariantCulture),
        };

    /// <summary>How many of something there are: "1 row", "2,000 rows".</summary>
    public static string Count(long number, string one) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:#,0} {one}{(number == 1 ? "" : "s")}");

    /// <summary>A table of one column for the model and one for PCA.</summary>
    /// <param name="rows">What was measured on.</param>
    /// <param name="preprocessing">What prepared the rows, by name: errors are in prepared units.</param>
    /// <param name="model">The name of the model.</param>
    /// <param name="own">Its errors.</param>
    /// <param name="pca">PCA's errors; null for a model without a baseline.</param>
    public static Table Table(
        string rows,
        string preprocessing,
        string model,
        ReconstructionMetrics own,
        ReconstructionMetrics? pca
    )
    {
        Table table = new Table().Border(TableBorder.Simple);
        string title = preprocessing == "none" ? rows : $"{rows}, after {preprocessing}";
        table.AddColumn(new TableColumn(Markup.Escape(title)));
        table.AddColumn(new TableColumn(Markup.Escape(model)).RightAligned().NoWrap());
        if (pca is not null)
            table.AddColumn(new TableColumn("PCA").RightAligned().NoWrap());
        AddRow(table, "squared error a row", own, pca, figures => figures.SquaredErrorPerSample);
        AddRow(table, "MSE", own, pca, figures => figures.Mse);
        AddRow(table, "MAE", own, pca, figures => figures.Mae);
        AddRow(table, "RMSE", own, pca, figures => figures.Rmse);
        AddRow(table, "PSNR (dB)", own, pca, figures => figures.Psnr);
        return table;
    }

    /// <summary>Which is better, and by how much.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="latent">How many numbers both keep of a row.</param>
    /// <param name="own">The model's errors.</param>
    /// <param name="pca">PCA's errors.</param>
    public static string Sentence(string model, int latent, ReconstructionMetrics own, ReconstructionMetrics pca)
    {
        double ours = own.SquaredErrorPerSample,
            theirs = pca.SquaredErrorPerSample;
        // Another seed changes the error by more than half a percent.
        if (Math.Abs(ours - theirs) <= 0.005 * Math.Max(ours, theirs))
            return $"{model} and PCA with {latent} numbers a row are equally good.";
        return ours < theirs
            ? $"{model} is better: {Share(ours, theirs)} less squared error than PCA with the same "
                + $"{Count(latent, "number")} a row."
            : $"PCA is better: {Share(theirs, ours)} less squared error with the same {Count(latent, "number")} a "
                + "row; try more --epochs, more rows or a wider --hidden.";
    }

    /// <summary>Writes errors as a JSON object, or null.</summary>
    public static void Write(Utf8JsonWriter json, string name, ReconstructionMetrics? figures)
    {
        if (figures is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Write(json, "mse", figures.Mse);
        Write(json, "mae", figures.Mae);
        Write(json, "rmse", figures.Rmse);
        Write(json, "psnr", figures.Psnr);
        Write(json, "squaredErrorPerSample", figures.SquaredErrorPerSample);
        json.WriteEndObject();
    }

    /// <summary>Writes a number, or null where JSON has no word for it.</summary>
    public static void Write(Utf8JsonWriter json, string name, double? number)
    {
        if (number is double value && double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }

    private static string Share(double less, double more) =>
        (1 - less / more).ToString("P0", CultureInfo.InvariantCulture);

    private static void AddRow(
        Table table,
        string name,
        ReconstructionMetrics own,
        ReconstructionMetrics? pca,
        Func<ReconstructionMetrics, double?> figure
    )
    {
        if (pca is null)
            table.AddRow(name, Text(figure(own)));
        else
            table.AddRow(name, Text(figure(own)), Text(figure(pca)));
    }
}
