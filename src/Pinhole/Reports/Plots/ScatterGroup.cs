namespace Pinhole.Reports.Plots;

/// <summary>Points of one colour.</summary>
/// <param name="Name">What they are; it is written among them too.</param>
/// <param name="Style">Their colour.</param>
/// <param name="Points">Where they are.</param>
internal sealed record ScatterGroup(string Name, string Style, IReadOnlyList<(double X, double Y)> Points);
