using Pinhole.Evaluation;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>How much information each layer of the encoder retains, and which latents are active.</summary>
internal static class InformationSection
{
    private const int MaximumTicks = 9;

    // Room at both ends for the names.
    private const double Room = 0.04;

    public static void Write(HtmlWriter html, ReportSource source)
    {
        html.Leaf("h2", "Information retained");
        html.Leaf("p", Usage(source));
        bool enoughUnseen = source.Rows.Unseen && source.Rows.Data.Rows >= InformationRetained.MaximumRows;
        EvaluationRecord evaluation = Evaluator.Measure(
            source.Model,
            enoughUnseen ? source.Rows.Data : source.Data,
            source.Record.Baseline,
            new EvaluationOptions { Seed = source.Record.Training.Seed, Parts = EvaluationParts.Information }
        );
        if (evaluation.Information is not InformationRetained information)
        {
            html.Leaf(
                "p",
                "There are too few rows to measure how much information each layer retains.",
                ("class", "note")
            );
            return;
        }

        string rows = enoughUnseen
            ? $"{Figures.Count(information.Rows)} unseen rows"
            : $"{Figures.Count(information.Rows)} rows, most of them seen in training";
        html.Leaf(
            "p",
            $"The share of the rows' variance that a linear regression reads back from each layer: {rows}, half to "
                + "fit and half to measure on.",
            ("class", "note")
        );
        Chart(html, information);
    }

    private static void Chart(HtmlWriter html, InformationRetained information)
    {
        double[] shares = [1, .. information.Layers.Select(layer => layer.RSquared ?? double.NaN)];
        List<LineSeries> series = [new("layers of the encoder", "c0", shares)];
        if (information.Pca?.RSquared is double pca)
            series.Add(new(information.Pca.Name, "c1 dashed", [.. shares.Select(_ => pca)]));
        double room = Room * (shares.Length - 1);
        Axis horizontal = new(1 - room, shares.Length + room, Ticks(information)),
            vertical = Axis.LinearFitting(series.SelectMany(one => one.Values).Append(0));
        using (html.Open("figure"))
        {
            string description =
                "Share of the variance that can be read back: "
                + $"{string.Join(", ", information.Layers.Select(layer => $"{layer.Name} {Share(layer)}"))}";
            using (
                SvgPlot plot = new(
                    html,
                    PlotSize.Wide,
                    description,
                    (horizontal, "layer, by how many numbers it gives"),
                    (vertical, "share of the variance read back")
                )
            )
                LineChart.Write(html, plot, series);
            Legend.Write(html, "curve", series.Select(one => (one.Name, one.Style)));
            string left = information.Layers.Any(layer => layer.RSquared is null)
                ? "A missing layer has too many numbers for so few rows."
                : "";
            html.Leaf(
                "figcaption",
                $"{Caption(information)}{left} A nonlinear decoder may read back more than a linear regression does."
            );
        }
    }

    private static string Caption(InformationRetained information)
    {
        LayerInformation latent = information.Layers[^1];
        return information.Pca is null
            ? $"The {latent.Name} keeps {Share(latent)}."
            : $"The {latent.Name} keeps {Share(latent)}, {information.Pca.Name} {Share(information.Pca)}, about the "
                + "most that a linear encoder can.";
    }

    private static string Usage(ReportSource source)
    {
        LatentUsage latents = source.Record.Latents;
        // For top-k units, training has counted the dead ones over more rows than are used here.
        if (source.Record.DeadUnits is int idle)
            return $"{HowMany(idle, latents)} dead: not active in any training row for a long time.";
        return latents is { Kl: { } kl, ActiveUnits: int active }
            ? $"{HowMany(active, latents)} active, their means varying by more than "
                + $"{Figures.Setting(LatentUsage.ActiveVariance)} over the rows; together they diverge "
                + $"{Figures.Short(kl.Sum())} nats from the prior."
            : $"{HowMany(latents.DeadUnits, latents)} dead: the same for all rows.";
    }

    private static string HowMany(int count, LatentUsage latents) =>
        latents.Variances.Count == 1
            ? $"The only latent is{(count == 0 ? " not" : "")}"
            : $"{(count == 0 ? "None" : Figures.Count(count))} of {Figures.Count(latents.Variances.Count)} latents "
                + $"{(count < 2 ? "is" : "are")}";

    private static string Share(LayerInformation layer) => Figures.Percent(layer.RSquared ?? double.NaN);

    private static Tick[] Ticks(InformationRetained information)
    {
        string[] names =
        [
            "input",
            .. information
                .Layers.SkipLast(1)
                .Select(layer => layer.Name.Replace("hidden ", "", StringComparison.Ordinal)),
            "latent",
        ];
        int every = (names.Length + MaximumTicks - 1) / MaximumTicks;
        return
        [
            .. names
                .Select((name, i) => new Tick(i + 1, name))
                .Where((_, i) => i % every == 0 || i == names.Length - 1),
        ];
    }
}
