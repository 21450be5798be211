using Pinhole.Models;

namespace Pinhole.ModelFiles;

/// <summary>The contents of a model file.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Attachments">Its attachments, such as a baseline or a summary of its training.</param>
public sealed record StoredModel(Autoencoder Model, AttachmentList Attachments);
