using Pinhole.Evaluation;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>
/// Shows the likelihood that a variational model gives to rows, and which latents it uses: as a table.
/// </summary>
internal static class VariationalFigures
{
    private const int MostLatents = 12;

    private const string NoLikelihood =
        "The loss is not a likelihood, so there is no evidence lower bound (ELBO); train with --loss bce, gaussian or "
        + "mse to get one.";

    private const string Drawn =
        "Likelihoods are of zeros and ones, drawn once with the numbers of rows as probabilities, as in training.";

    private const string Fractions =
        "The loss is not a likelihood of these rows: bce needs zeros and ones (see --binarize), poisson needs counts. "
        + "Published figures are of such rows.";

    /// <summary>A table of the figures, and a line for those that are missing.</summary>
    /// <param name="terminal">Where it goes.</param>
    /// <param name="metrics">What was measured.</param>
    public static void Print(Terminal terminal, VariationalMetrics metrics)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("likelihood of a row, in nats"));
        table.AddColumn(new TableColumn("").RightAligned().NoWrap());
        if (metrics.Elbo is not null)
        {
            table.AddRow("evidence lower bound (ELBO)", Figures.Text(metrics.Elbo));
            table.AddRow("  reconstruction log-likelihood", Figures.Text(metrics.LogLikelihood));
        }

        table.AddRow(metrics.Elbo is null ? "KL from the prior" : "  less KL from the prior", Figures.Text(metrics.Kl));
        if (metrics.ImportanceWeightedNll is not null)
            table.AddRow(
                $"importance-weighted NLL, {Figures.Count(metrics.ImportanceSamples, "sample")}",
                Figures.Text(metrics.ImportanceWeightedNll)
            );
        table.AddRow("active units", $"{metrics.Usage.ActiveUnits} of {metrics.Usage.Variances.Count}");
        terminal.Print(table);
        terminal.Print($"KL of each latent, the largest first: {Latents(metrics.Usage)}");
        if (metrics.IsDrawn)
            terminal.Print(Drawn);
        if (metrics.IsOfFractions)
            terminal.Print(Fractions);
        if (metrics.Elbo is null)
            terminal.Print(NoLikelihood);
    }

    /// <summary>A line for a model that is not variational.</summary>
    /// <param name="terminal">Where it goes.</param>
    /// <param name="likelihood">What was measured.</param>
    public static void Print(Terminal terminal, ReconstructionLikelihood likelihood)
    {
        terminal.Print($"NLL of a row given its latent: {Figures.Text(likelihood.Nll)} nats");
        if (likelihood.IsOfFractions)
            terminal.Print(Fractions);
    }

    private static string Latents(LatentUsage usage)
    {
        IEnumerable<string> largest = usage
            .Kl!.Select((kl, i) => (Kl: kl, Name: $"z{i + 1}"))
            .OrderByDescending(latent => latent.Kl)
            .Take(MostLatents)
            .Select(latent =>
                $"{latent.Name} {latent.Kl.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)}"
            );
        return string.Join(", ", largest) + (usage.Kl!.Count > MostLatents ? ", …" : "");
    }
}
