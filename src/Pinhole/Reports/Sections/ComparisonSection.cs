using Pinhole.Evaluation;
using Pinhole.Reports.Html;
using Pinhole.Training;

namespace Pinhole.Reports.Sections;

/// <summary>All figures of the model beside those of PCA.</summary>
internal static class ComparisonSection
{
    public static void Write(HtmlWriter html, ReportSource source)
    {
        TrainingRecord record = source.Record;
        html.Leaf("h2", record.Baseline is null ? "Errors" : "Beside PCA");
        html.Leaf("p", Introduction(source), ("class", "note"));
        using (html.Open("div", ("class", "scroll")))
        using (html.Open("table", ("class", "figures")))
        {
            Head(html, record);
            using (html.Open("tbody"))
            {
                if (record.Classes is { } classes)
                    Classes(html, record, classes, record.PcaClasses);
                Line(html, record, "Squared error of a row", figures => figures.SquaredErrorPerSample);
                Line(html, record, "MSE", figures => figures.Mse);
                Line(html, record, "RMSE", figures => figures.Rmse);
                Line(html, record, "MAE", figures => figures.Mae);
                Line(html, record, "PSNR, dB", figures => figures.Psnr ?? double.NaN, higherIsBetter: true);
                Sizes(
                    html,
                    record,
                    "Numbers kept of a row",
                    Figures.Count(record.Model.Latent!.Value),
                    record.Baseline is null ? null : Figures.Count(record.Baseline.Count)
                );
                Sizes(
                    html,
                    record,
                    "Compression ratio",
                    Figures.Setting(record.CompressionRatio),
                    record.Baseline is null ? null : Figures.Setting((double)record.Columns / record.Baseline.Count)
                );
            }
        }
    }

    private static string Introduction(ReportSource source)
    {
        TrainingRecord record = source.Record;
        if (record.Baseline is null)
            return $"{record.BaselineNote} Errors are {source.Units}.";
        string what = source.Data.Targets is null
            ? "PCA is the best linear method with the same number of latents"
            : "PCA's components are those in which the rows vary most; the targets are predicted from them by least "
                + "squares";
        string note = record.BaselineNote is null ? "" : $" {record.BaselineNote}";
        return $"{what}; it was fitted on the training rows alone.{note} Errors are {source.Units}; the better figure "
            + "of each pair is bold.";
    }

    private static void Head(HtmlWriter html, TrainingRecord record)
    {
        using (html.Open("thead"))
        using (html.Open("tr"))
        {
            html.Leaf("th", "", ("scope", "col"));
            foreach (string rows in Parts(record))
            {
                html.Leaf("th", $"model, {rows}", ("scope", "col"));
                if (record.Baseline is not null)
                    html.Leaf("th", $"PCA, {rows}", ("scope", "col"));
            }
        }
    }

    private static void Line(
        HtmlWriter html,
        TrainingRecord record,
        string name,
        Func<ReconstructionMetrics, double> figure,
        bool higherIsBetter = false
    )
    {
        using (html.Open("tr"))
        {
            html.Leaf("th", name, ("scope", "row"));
            if (record.Validation is { } validation)
                Pair(html, figure(validation), Of(record.PcaValidation), higherIsBetter);
            Pair(html, figure(record.Train), Of(record.PcaTrain), higherIsBetter);
        }

        double? Of(ReconstructionMetrics? figures) => figures is null ? null : figure(figures);
    }

    // Measured on only one part of the rows.
    private static void Classes(
        HtmlWriter html,
        TrainingRecord record,
        ClassificationScores model,
        ClassificationScores? pca
    )
    {
        using (html.Open("tr"))
        {
            html.Leaf("th", "Wrong classes, %", ("scope", "row"));
            Pair(html, 100 * model.Error, 100 * pca?.Error, higherIsBetter: false);
            foreach (string _ in Parts(record).Skip(1))
            {
                html.Leaf("td", "");
                if (pca is not null)
                    html.Leaf("td", "");
            }
        }
    }

    private static void Pair(HtmlWriter html, double model, double? pca, bool higherIsBetter)
    {
        bool modelIsBetter = higherIsBetter ? model > pca : model < pca,
            pcaIsBetter = higherIsBetter ? pca > model : pca < model;
        html.Leaf("td", Figures.Short(model, 4), ("class", modelIsBetter ? "better" : "other"));
        if (pca is double others)
            html.Leaf("td", Figures.Short(others, 4), ("class", pcaIsBetter ? "better" : "other"));
    }

    private static void Sizes(HtmlWriter html, TrainingRecord record, string name, string model, string? pca)
    {
        using (html.Open("tr"))
        {
            html.Leaf("th", name, ("scope", "row"));
            foreach (string _ in Parts(record))
            {
                html.Leaf("td", model);
                if (pca is not null)
                    html.Leaf("td", pca);
            }
        }
    }

    private static string[] Parts(TrainingRecord record) =>
        record.Validation is null ? ["training"] : ["validation", "training"];
}
