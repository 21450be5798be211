using System.Globalization;
using System.Text.Json;
using Pinhole.Applications;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>
/// Shows what cleaning noisy rows was worth: how far they are from the clean ones, before and after, beside PCA.
/// </summary>
internal static class DenoisingFigures
{
    /// <summary>A noise and how strong it is: "gaussian 0.5".</summary>
    public static string Name(Corruption corruption) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{corruption.Describe().OptionName} {corruption.Strength():0.####}"
        );

    /// <summary>A table of one column for the noisy rows, one for the model and one for PCA.</summary>
    /// <param name="rows">What was measured on.</param>
    /// <param name="corruption">What was done to the rows.</param>
    /// <param name="model">What cleaned them.</param>
    /// <param name="trial">The figures.</param>
    public static Table Table(string rows, Corruption corruption, Autoencoder model, DenoisingTrial trial)
    {
        string units = model.Preprocessor.Name == "none" ? "" : $", after {model.Preprocessor.Name}";
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn(Markup.Escape($"{rows}, noise {Name(corruption)}{units}")));
        table.AddColumn(new TableColumn("noisy").RightAligned().NoWrap());
        table.AddColumn(new TableColumn(Markup.Escape(model.Options.Preset)).RightAligned().NoWrap());
        if (trial.PcaErrors is not null)
            table.AddColumn(new TableColumn("PCA").RightAligned().NoWrap());
        AddRow("squared error a row", compared => compared.Errors.SquaredErrorPerSample);
        AddRow("MSE", compared => compared.Errors.Mse);
        AddRow("PSNR (dB)", Psnr);
        if (trial.CleanedErrors.Images is not null)
            AddRow("SSIM", compared => compared.Images?.Ssim);
        return table;

        void AddRow(string name, Func<RowComparison, double?> figure)
        {
            List<string> cells =
            [
                name,
                Figures.Text(figure(trial.NoisyErrors)),
                Figures.Text(figure(trial.CleanedErrors)),
            ];
            if (trial.PcaErrors is RowComparison pca)
                cells.Add(Figures.Text(figure(pca)));
            table.AddRow([.. cells]);
        }
    }

    /// <summary>Whether cleaning helped, and who is better at it.</summary>
    /// <param name="model">What cleaned the rows.</param>
    /// <param name="components">How many PCA has.</param>
    /// <param name="trial">The figures.</param>
    public static string Sentence(Autoencoder model, int components, DenoisingTrial trial)
    {
        ReconstructionMetrics cleaned = trial.CleanedErrors.Errors;
        if (cleaned.Mse >= trial.NoisyErrors.Errors.Mse)
            return "Cleaning does not help here: the noisy rows themselves are nearer to the clean ones; train with "
                + "--corruption like this noise, or give the model a larger --latent.";
        return trial.PcaErrors is RowComparison pca
            ? Figures.Sentence(model.Options.Preset, components, cleaned, pca.Errors)
            : "This model file has no PCA beside it, so there is nothing to compare with; train writes one.";
    }

    /// <summary>Writes the figures as a JSON object.</summary>
    public static void Write(Utf8JsonWriter json, string name, Corruption corruption, DenoisingTrial trial)
    {
        json.WriteStartObject(name);
        json.WriteString("noise", corruption.Describe().OptionName);
        json.WriteNumber("level", corruption.Strength());
        Write(json, "noisy", trial.NoisyErrors);
        Write(json, "model", trial.CleanedErrors);
        Write(json, "pca", trial.PcaErrors);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, RowComparison? compared)
    {
        if (compared is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        Figures.WriteMembers(json, compared.Errors with { Psnr = Psnr(compared) });
        if (compared.Images is ImageMetrics images)
            Figures.Write(json, "ssim", images.Ssim);
        json.WriteEndObject();
    }

    // Of images the mean over images, as evaluate has it.
    private static double? Psnr(RowComparison compared) =>
        compared.Images is ImageMetrics images ? images.Psnr : compared.Errors.Psnr;
}
