namespace Pinhole.Recipes;

/// <summary>A figure that somebody else reported.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Source">Where it stands: authors, year, table.</param>
/// <param name="Others">Other figures of the same source to compare with, each with what it is.</param>
public sealed record PublishedFigure(double Figure, string Source, IReadOnlyDictionary<string, double>? Others = null);
