using Pinhole.Models;

namespace Pinhole.ModelFiles;

/// <summary>All that a model file holds.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Attachments">Tensors that are not the model's own, by name: a baseline, say.</param>
/// <param name="Notes">Text that is not the model's own, by name: a summary of its training, say.</param>
public sealed record StoredModel(
    Autoencoder Model,
    IReadOnlyDictionary<string, StoredTensor> Attachments,
    IReadOnlyDictionary<string, string> Notes
);
