namespace Pinhole.Training.Pretraining;

/// <summary>A layer that was trained alone.</summary>
/// <param name="Name">Its sizes: 784 → 392.</param>
/// <param name="Error">The squared error of a row of its input, rebuilt from its output, at the end.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record PretrainedLayer(string Name, double Error, double Seconds = 0);
