using Pinhole.Models;

namespace Pinhole.ModelFiles;

/// <summary>A model made from the weights of another program.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Layers">The source of each layer's weights.</param>
public sealed record ImportedModel(Autoencoder Model, IReadOnlyList<ImportedLayer> Layers);

/// <summary>A layer of a model and the source of its weights.</summary>
/// <param name="Name">Its name in the model.</param>
/// <param name="Shape">[outputs, inputs] of a linear layer, [features] of a normalization.</param>
/// <param name="Sources">Its names in the file: one, or two for a layer of means and one of log-variances.</param>
public sealed record ImportedLayer(string Name, IReadOnlyList<long> Shape, IReadOnlyList<string> Sources);
