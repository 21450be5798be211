namespace Pinhole.Reports.Plots;

/// <summary>One curve.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Style">Its colour.</param>
/// <param name="Values">Its values at 1, 2, 3, …; those that are not finite are left out.</param>
internal sealed record LineSeries(string Name, string Style, IReadOnlyList<double> Values);
