using Pinhole.Models;

namespace Pinhole.ModelFiles;

/// <summary>All that a model file holds.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Attachments">What applications keep with it: a baseline, say, or a summary of its training.</param>
public sealed record StoredModel(Autoencoder Model, AttachmentList Attachments);
