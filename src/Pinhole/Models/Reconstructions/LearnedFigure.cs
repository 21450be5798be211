namespace Pinhole.Models.Reconstructions;

/// <summary>A number that a loss has learned with the weights.</summary>
/// <param name="Name">Its name in JSON, such as <c>sigma</c>.</param>
/// <param name="Symbol">How a person reads it, such as σ.</param>
/// <param name="Value">The number, in the units the model sees.</param>
public readonly record struct LearnedFigure(string Name, string Symbol, double Value);
