namespace Pinhole.Models.Reconstructions;

/// <summary>A number of a loss that is trained with the weights.</summary>
/// <param name="Name">Its name in JSON, such as <c>sigma</c>.</param>
/// <param name="Symbol">Its symbol in reports, such as σ.</param>
/// <param name="Value">The number, in the units the model sees.</param>
public readonly record struct LearnedFigure(string Name, string Symbol, double Value);
