namespace Pinhole.Recipes;

/// <summary>Runs that differ only in their seed.</summary>
/// <param name="Variation">The name of what they have in common.</param>
/// <param name="Series">Their line in a chart; null for none.</param>
/// <param name="At">Their position on the line.</param>
/// <param name="Runs">At least one.</param>
public sealed record RunGroup(string Variation, string? Series, double? At, IReadOnlyList<ReproducedRun> Runs)
{
    /// <summary>The mean of a figure over the runs.</summary>
    /// <param name="figure">Its name.</param>
    public double Mean(string figure) => Runs.Average(run => run.Figures[figure]);

    /// <summary>The minimum of a figure over the runs.</summary>
    /// <param name="figure">Its name.</param>
    public double Minimum(string figure) => Runs.Min(run => run.Figures[figure]);

    /// <summary>The maximum of a figure over the runs.</summary>
    /// <param name="figure">Its name.</param>
    public double Maximum(string figure) => Runs.Max(run => run.Figures[figure]);
}
