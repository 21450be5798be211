using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Pinhole.ModelFiles;

/// <summary>The attachments of a model file, by name; a change makes another list.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Called by the field's word, like the other lists.")]
public sealed class AttachmentList : IReadOnlyCollection<Attachment>
{
    /// <summary>Attachments that a file may have at most.</summary>
    public const int Maximum = 256;

    private readonly SortedDictionary<string, Attachment> _byName = new(StringComparer.Ordinal);

    /// <summary>A list of attachments.</summary>
    /// <param name="attachments">Their names differ.</param>
    /// <exception cref="ArgumentException">Two share a name, or there are more than a file may have.</exception>
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
                $"{Count} attachments are too many; {Maximum} are possible.",
                nameof(attachments)
            );
    }

    /// <summary>A list of none.</summary>
    public static AttachmentList None { get; } = new([]);

    /// <summary>How many there are.</summary>
    public int Count => _byName.Count;

    /// <summary>The attachment of a name, or null.</summary>
    public Attachment? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>A tensor of an attachment, or null where there is none.</summary>
    /// <param name="name">The attachment.</param>
    /// <param name="tensor">The tensor's name within it.</param>
    public StoredTensor? Find(string name, string tensor) => Find(name)?.Tensors.GetValueOrDefault(tensor);

    /// <summary>These with another one, which takes the place of one of the same name.</summary>
    /// <param name="attachment">The one.</param>
    /// <exception cref="ArgumentException">There are more than a file may have.</exception>
    public AttachmentList With(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return new AttachmentList([.. this.Where(other => other.Name != attachment.Name), attachment]);
    }

    /// <summary>Passes over them in the ordinal order of their names.</summary>
    public IEnumerator<Attachment> GetEnumerator() => _byName.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>What a file holds beside the model's own, put together by its names.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">Texts that are not the model's own, by name.</param>
    /// <param name="tensors">Tensors that are not the model's own, by name.</param>
    /// <exception cref="InputException">There are too many, or one is not possible.</exception>
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
                $"{path} has {names.Length} attachments, and at most {Maximum} are read; the file is damaged"
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
