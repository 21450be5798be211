using System.Text.Json.Serialization;

namespace Pinhole.Recipes;

/// <summary>What one training of a recipe came to.</summary>
/// <param name="Name">What tells it from the others; empty where there is one alone.</param>
/// <param name="Seed">The seed of training.</param>
/// <param name="Figures">What was measured, by name; first the figure that counts.</param>
/// <param name="Epochs">How many epochs it was trained.</param>
/// <param name="Seconds">How long that took, the pretraining of layers and the measuring included.</param>
public sealed record ReproducedRun(string Name, ulong Seed, IReadOnlyDictionary<string, double> Figures, int Epochs, double Seconds)
{
    /// <summary>The figure that counts.</summary>
    [JsonIgnore]
    public double Figure => Figures.Values.First();
}
