using Pinhole.Models;

namespace Pinhole.ModelFiles;

/// <summary>A model made of weights that another program has trained.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Layers">Where the weights of each of its layers came from.</param>
public sealed record ImportedModel(Autoencoder Model, IReadOnlyList<ImportedLayer> Layers);

/// <summary>A layer of a model and what it was made of.</summary>
/// <param name="Name">What the model calls it.</param>
/// <param name="Shape">[outputs, inputs] of a linear layer, [features] of a normalization.</param>
/// <param name="Sources">What the file calls it: one name, or those of a mean's and a log-variance's layer.</param>
public sealed record ImportedLayer(string Name, IReadOnlyList<long> Shape, IReadOnlyList<string> Sources);
