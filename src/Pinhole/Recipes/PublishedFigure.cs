namespace Pinhole.Recipes;

/// <summary>A published figure.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Source">Its source: authors, year, table.</param>
/// <param name="Others">Other figures of the same source, by name.</param>
public sealed record PublishedFigure(double Figure, string Source, IReadOnlyDictionary<string, double>? Others = null);
