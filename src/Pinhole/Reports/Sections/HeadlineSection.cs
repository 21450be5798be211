using Pinhole.Evaluation;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Sections;

/// <summary>The main result in one sentence, beside PCA, and the warnings.</summary>
internal static class HeadlineSection
{
    /// <summary>Differences below this share count as equal.</summary>
    private const double Alike = 0.01;

    private const string NoEpoch = "No epoch was completed: the model still has the weights it started from";

    public static void Write(HtmlWriter html, ReportSource source)
    {
        html.Leaf("h1", $"{source.Record.Model.Preset} on {source.Record.Data}");
        html.Leaf("p", Sentence(source), ("class", "headline"));
        if (source.Record.Epochs.Count > 0 && IsWorse(source))
            html.Leaf("p", Advice(source));
        string[] warnings = [.. source.Record.Warnings, .. source.Record.Lint.Select(finding => finding.Message)];
        if (warnings.Length == 0)
            return;
        using (html.Open("ul", ("class", "warnings"), ("aria-label", "Warnings")))
        {
            foreach (string warning in warnings)
                html.Message("li", warning);
        }
    }

    private static string Sentence(ReportSource source)
    {
        ReconstructionMetrics model = source.ModelFigures;
        string rows = source.Record.Validation is null ? "the rows it was trained on" : "unseen rows";
        (string does, string result) = source.Data.Targets is null
            ? ("Rebuilds", rows)
            : ("Finds", $"the targets of {rows}");
        string own = Figures.Short(model.SquaredErrorPerSample);
        if (source.PcaFigures is not ReconstructionMetrics pca)
            return Alone(source, $"{does} {result} with a squared error of {own} a row", rows);
        string baseline = Baseline(source),
            others = Figures.Short(pca.SquaredErrorPerSample);
        if (source.Record.Epochs.Count == 0)
            return $"{NoEpoch}, and {does.ToLowerInvariant()} {result} with a squared error of {own} a row; PCA with "
                + $"{baseline} reaches {others}.";

        if (source.Record is { Classes: { } classes, PcaClasses: { } pcaClasses })
            return $"Assigns {Figures.Percent(classes.Error)} of {rows} to the wrong class; PCA with "
                + $"{baseline} {Figures.Percent(pcaClasses.Error)}.";

        double share = Compare(source, pca);
        if (Math.Abs(share) < Alike)
            return $"{does} {result} with a squared error of {own} a row, no better and no worse than PCA with "
                + $"{baseline} ({others}).";
        if (share < 0)
            return $"{does} {result} with a squared error of {own} a row, {Figures.Percent(-share)} less than PCA "
                + $"with {baseline} ({others}).";
        string more = share > 9 || !double.IsFinite(share) ? "far more" : $"{Figures.Percent(share)} more";
        return $"PCA is better here: with {baseline} it {does.ToLowerInvariant()} {result} with a squared error of "
            + $"{others} a row, this model with {own}, {more}.";
    }

    private static string Alone(ReportSource source, string sentence, string rows)
    {
        string told = source.Record.Classes is { } classes
            ? $"Assigns {Figures.Percent(classes.Error)} of {rows} to the wrong class"
            : sentence;
        return source.Record.Epochs.Count == 0
            ? $"{NoEpoch}. {told}. {source.Record.BaselineNote}"
            : $"{told}. {source.Record.BaselineNote}";
    }

    private static bool IsWorse(ReportSource source) =>
        source.Record is { Classes: { } classes, PcaClasses: { } pcaClasses }
            ? classes.Error > pcaClasses.Error
            : source.PcaFigures is ReconstructionMetrics pca && Compare(source, pca) >= Alike;

    private static string Baseline(ReportSource source)
    {
        string numbers =
            source.Record.Baseline!.Count == 1
                ? "the same single number"
                : $"the same {source.Record.Baseline.Count} numbers";
        return source.Data.Targets is null ? numbers : $"{numbers} and least squares";
    }

    // The relative difference of the model's error to PCA's; negative if the model's is smaller.
    private static double Compare(ReportSource source, ReconstructionMetrics baseline)
    {
        double model = source.ModelFigures.SquaredErrorPerSample,
            pca = baseline.SquaredErrorPerSample;
        return model == pca ? 0 : (model - pca) / pca;
    }

    private static string Advice(ReportSource source)
    {
        bool overfits =
            source.Record.Validation is { } validation
            && validation.SquaredErrorPerSample > 2 * source.Record.Train.SquaredErrorPerSample;
        return overfits
            ? "The model rebuilds the training rows far better than other rows: it has overfitted. "
                + "Try more rows, or smaller hidden layers."
            : "If columns depend on each other linearly, PCA is hard to beat. Otherwise try more epochs, wider "
                + "hidden layers, another activation or another learning rate.";
    }
}
