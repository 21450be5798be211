using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Pinhole.ModelFiles;

/// <summary>The attachments of a model file, by name; the list is immutable.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Called by the field's word, like the other lists.")]
public sealed class AttachmentList : IReadOnlyCollection<Attachment>
{
    /// <summary>The maximum number of attachments of a file.</summary>
    public const int Maximum = 256;

    private readonly SortedDictionary<string, Attachment> _byName = new(StringComparer.Ordinal);

    /// <summary>A list of attachments.</summary>
    /// <param name="attachments">Their names differ.</param>
    /// <exception cref="ArgumentException">Two share a name, or there are too many.</exception>
    public AttachmentList(IEnumerable<Attachment> attachments)
    {
        ArgumentNullException.ThrowIfNull(attachments);
        foreach (Attachment attachment in attachments)
        {
            if (!_byName.TryAdd(attachment.Name, attachment))
                throw new ArgumentException($"Two attachments are called {attachment.Name}.", nameof(attachments));
        }

        if (Count > Maximum)
            throw new ArgumentException(
                $"{Count} attachments are too many; the maximum is {Maximum}.",
                nameof(attachments)
            );
    }

    /// <summary>An empty list.</summary>
    public static AttachmentList None { get; } = new([]);

    /// <summary>The number of floats.</summary>
    public int Count => _byName.Count;

    /// <summary>The attachment with a name; null for none.</summary>
    public Attachment? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A tensor of an attachment; null for none.</summary>
    /// <param name="name">The name of the attachment.</param>
    /// <param name="tensor">The tensor's name within it.</param>
    public StoredTensor? Find(string name, string tensor) => Find(name)?.Tensors.GetValueOrDefault(tensor);

    /// <summary>A list with another attachment, which replaces one with the same name.</summary>
    /// <param name="attachment">The attachment.</param>
    /// <exception cref="ArgumentException">There are too many.</exception>
    public AttachmentList With(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return new AttachmentList([.. this.Where(other => other.Name != attachment.Name), attachment]);
    }

    /// <summary>Enumerates them in the ordinal order of their names.</summary>
    public IEnumerator<Attachment> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Collects the attachments of a file from its texts and tensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">Texts that are not the model's own, by name.</param>
    /// <param name="tensors">Tensors that are not the model's own, by name.</param>
    /// <exception cref="InputException">There are too many, or one is invalid.</exception>
    internal static AttachmentList FromFile(
        string path,
        IReadOnlyDictionary<string, string> texts,
        IEnumerable<StoredTensor> tensors
    )
    {
        ILookup<string, StoredTensor> byName = tensors.ToLookup(tensor => Split(tensor.Name).Name);
        string[] names = [.. texts.Keys.Union(byName.Select(group => group.Key))];
        if (names.Length > Maximum)
            throw new InputException(
                $"{path} has {names.Length} attachments, more than the maximum of {Maximum}; the file is damaged"
            );
        return new AttachmentList(
            names.Select(name =>
                Attachment.FromFile(
                    path,
                    name,
                    texts.GetValueOrDefault(name),
                    byName[name].Select(tensor => tensor.Named(Split(tensor.Name).Tensor))
                )
            )
        );
    }

    private static (string Name, string Tensor) Split(string tensor) =>
        tensor.IndexOf('.', StringComparison.Ordinal) is > 0 and int dot
            ? (tensor[..dot], tensor[(dot + 1)..])
            : (tensor, "");
}
