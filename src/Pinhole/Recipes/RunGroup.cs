namespace Pinhole.Recipes;

/// <summary>Runs that differ by their seed alone.</summary>
/// <param name="Variation">What they have in common.</param>
/// <param name="Series">The line of a chart they belong to; null for none.</param>
/// <param name="At">Their place on it.</param>
/// <param name="Runs">At least one.</param>
public sealed record RunGroup(string Variation, string? Series, double? At, IReadOnlyList<ReproducedRun> Runs)
{
    /// <summary>The mean of a figure over the runs.</summary>
    /// <param name="figure">Its name.</param>
    public double Mean(string figure) => Runs.Average(run => run.Figures[figure]);

    /// <summary>The least.</summary>
    /// <param name="figure">Its name.</param>
    public double Least(string figure) => Runs.Min(run => run.Figures[figure]);

    /// <summary>The greatest.</summary>
    /// <param name="figure">Its name.</param>
    public double Greatest(string figure) => Runs.Max(run => run.Figures[figure]);
}
