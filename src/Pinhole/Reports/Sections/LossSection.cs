using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;
using Pinhole.Training;

namespace Pinhole.Reports.Sections;

/// <summary>The losses over the epochs.</summary>
internal static class LossSection
{
    public static void Write(HtmlWriter html, ReportSource source)
    {
        IReadOnlyList<EpochRecord> epochs = source.Record.Epochs;
        html.Leaf("h2", "Loss");
        if (epochs.Count == 0)
        {
            html.Leaf("p", "Training ended within the first epoch, so there is no curve to show.");
            return;
        }

        List<LineSeries> series = [new("training", "c0", [.. epochs.Select(epoch => epoch.Loss)])];
        if (epochs.Any(epoch => epoch.ValidationLoss is not null))
            series.Add(new("validation", "c1", [.. epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN)]));
        Axis horizontal = Axis.Numbers(epochs.Count),
            vertical = Axis.Fitting(series.SelectMany(one => one.Values));
        using (html.Open("figure"))
        {
            string description =
                $"Loss of {string.Join(" and ", series.Select(one => one.Name))} over {epochs.Count} epochs, from "
                + $"{Figures.Short(epochs[0].Loss)} to {Figures.Short(epochs[^1].Loss)}";
            using (
                SvgPlot plot = new(html, PlotSize.Wide, description, (horizontal, "epoch"), (vertical, "loss of a row"))
            )
            {
                if (source.Record.BestEpoch > 0)
                    plot.Mark(source.Record.BestEpoch, $"best: epoch {source.Record.BestEpoch}", "ink");
                LineChart.Write(html, plot, series);
            }

            Legend.Write(html, "curve", series.Select(one => (one.Name, one.Style)));
            string note =
                "The training loss is measured during an epoch, the validation loss after it, so "
                + "the validation loss may be lower.";
            html.Leaf(
                "figcaption",
                series.Count > 1 ? note : "Without validation rows, the best epoch is chosen by the training loss."
            );
        }
    }
}
