namespace Pinhole.Reports.Plots;

/// <summary>One curve.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Values">Its heights over 1, 2, 3, …; what is not finite is left out.</param>
internal sealed record LineSeries(string Name, string Style, IReadOnlyList<double> Values);
