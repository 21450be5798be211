using System.Globalization;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>
/// Shows what cleaning noisy rows was worth: how far they are from the clean ones, before and after, beside PCA.
/// </summary>
internal static class DenoisingFigures
{
    /// <summary>A noise and how strong it is: "gaussian 0.5".</summary>
    public static string Name(DenoisingScores scores) =>
        string.Create(CultureInfo.InvariantCulture, $"{scores.Noise} {scores.Level:0.####}");

    /// <summary>A table of one column for the noisy rows, one for the model and one for PCA.</summary>
    /// <param name="rows">What was measured on.</param>
    /// <param name="model">What the model that cleaned them is called.</param>
    /// <param name="preprocessing">What prepared the rows, by name: errors are in prepared units.</param>
    /// <param name="scores">The figures.</param>
    public static Table Table(string rows, string model, string preprocessing, DenoisingScores scores)
    {
        string units = preprocessing == "none" ? "" : $", after {preprocessing}";
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(Markup.Escape($"{rows}, noise {Name(scores)}{units}")));
        table.AddColumn(new TableColumn("noisy").RightAligned().NoWrap());
        table.AddColumn(new TableColumn(Markup.Escape(model)).RightAligned().NoWrap());
        if (scores.Pca is not null)
            table.AddColumn(new TableColumn("PCA").RightAligned().NoWrap());
        AddRow("squared error a row", compared => compared.Errors.SquaredErrorPerSample);
        AddRow("MSE", compared => compared.Errors.Mse);
        AddRow("PSNR (dB)", Psnr);
        if (scores.Cleaned.Images is not null)
            AddRow("SSIM", compared => compared.Images?.Ssim);
        return table;

        void AddRow(string name, Func<RowComparison, double?> figure)
        {
            List<string> cells = [name, Figures.Text(figure(scores.Noisy)), Figures.Text(figure(scores.Cleaned))];
            if (scores.Pca is RowComparison pca)
                cells.Add(Figures.Text(figure(pca)));
            table.AddRow([.. cells]);
        }
    }

    /// <summary>Whether cleaning helped, and who is better at it.</summary>
    /// <param name="model">What the model that cleaned the rows is called.</param>
    /// <param name="components">How many PCA has.</param>
    /// <param name="scores">The figures.</param>
    public static string Sentence(string model, int components, DenoisingScores scores)
    {
        ReconstructionMetrics cleaned = scores.Cleaned.Errors;
        if (cleaned.Mse >= scores.Noisy.Errors.Mse)
            return "Cleaning does not help here: the noisy rows themselves are nearer to the clean ones; train with "
                + "--corruption like this noise, or give the model a larger --latent.";
        return scores.Pca is RowComparison pca
            ? Figures.Sentence(model, components, cleaned, pca.Errors)
            : Figures.NoBaseline;
    }

    // Of images the mean over images, as evaluate has it.
    private static double? Psnr(RowComparison compared) =>
        compared.Images is ImageMetrics images ? images.Psnr : compared.Errors.Psnr;
}
