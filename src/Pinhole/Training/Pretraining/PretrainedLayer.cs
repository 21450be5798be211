namespace Pinhole.Training.Pretraining;

/// <summary>A pretrained layer.</summary>
/// <param name="Name">Its sizes: 784 → 392.</param>
/// <param name="Error">The final squared error of a row of its input, rebuilt from its output.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record PretrainedLayer(string Name, double Error, double Seconds = 0);
