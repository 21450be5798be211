using System.Globalization;
using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>
/// Shows how well noise was removed: the error of the noisy rows, of the denoised rows, and of PCA.
/// </summary>
internal static class DenoisingFigures
{
    /// <summary>A noise and how strong it is: "gaussian 0.5".</summary>
    public static string Name(DenoisingScores scores) =>
        string.Create(CultureInfo.InvariantCulture, $"{scores.Noise} {scores.Level:0.####}");

    /// <summary>A table of one column for the noisy rows, one for the model and one for PCA.</summary>
    /// <param name="rows">What was measured on.</param>
    /// <param name="model">The name of the model.</param>
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

    /// <summary>Whether denoising helped, and whether the model or PCA is better.</summary>
    /// <param name="model">The name of the model.</param>
    /// <param name="components">The number of PCA components.</param>
    /// <param name="scores">The figures.</param>
    public static string Sentence(string model, int components, DenoisingScores scores)
    {
        ReconstructionMetrics cleaned = scores.Cleaned.Errors;
        if (cleaned.Mse >= scores.Noisy.Errors.Mse)
            return "Denoising does not help here: the noisy rows are closer to the clean rows than the denoised ones; "
                + "train with this noise in --corruption, or with a larger --latent.";
        return scores.Pca is RowComparison pca
            ? Figures.Sentence(model, components, cleaned, pca.Errors)
            : Figures.NoBaseline;
    }

    // For images, the mean over images, as in evaluate.
    private static double? Psnr(RowComparison compared) =>
        compared.Images is ImageMetrics images ? images.Psnr : compared.Errors.Psnr;
}
