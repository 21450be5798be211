namespace Pinhole.Reports.Plots;

/// <summary>Points of one colour.</summary>
/// <param name="Name">Their name; it is also written among the points.</param>
/// <param name="Style">Their colour.</param>
/// <param name="Points">The name of the member.</param>
internal sealed record ScatterGroup(string Name, string Style, IReadOnlyList<(double X, double Y)> Points);
