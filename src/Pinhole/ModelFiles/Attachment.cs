using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pinhole.ModelFiles;

/// <summary>
/// What an application keeps with a model, in the model's file: a JSON text, tensors, or both, under the application's
/// name. Thresholds and the scores they were found from, tables of whole-number probabilities, names of items. The
/// application that wrote it reads it back; everything else passes over it.
/// </summary>
/// <remarks>
/// In the file the text is metadata called NAME, and a tensor is called NAME.TENSOR, or NAME where its own name is
/// empty. A text is not parsed before somebody asks for it, so a damaged one harms its own application alone.
/// </remarks>
public sealed class Attachment
{
    /// <summary>Characters that a name may have at most.</summary>
    public const int MaximumNameLength = 64;

    /// <summary>Characters that the name of a tensor may have at most.</summary>
    public const int MaximumTensorNameLength = 200;

    /// <summary>Characters that a text may have at most.</summary>
    public const int MaximumTextLength = 4 << 20;

    /// <summary>Tensors that an attachment may have at most.</summary>
    public const int MaximumTensors = 10_000;

    /// <summary>Makes an attachment of a text and tensors.</summary>
    /// <param name="name">What it is called: letters, digits, hyphens and underscores, a letter first.</param>
    /// <param name="json">JSON; null for none.</param>
    /// <param name="tensors">Tensors, by the names they have within the attachment; null for none.</param>
    /// <exception cref="ArgumentException">A name is not possible or too long, two tensors share a name, the text is no
    /// JSON, there is neither text nor tensor, or there is more than a file may hold.</exception>
    public Attachment(string name, string? json = null, IEnumerable<StoredTensor>? tensors = null)
        : this(name, json, tensors ?? [], owner: null)
    {
        try
        {
            if (json is not null)
                JsonDocument.Parse(json).Dispose();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException(
                $"The text of {name} is not JSON: {exception.Message}",
                nameof(json),
                exception
            );
        }
    }

    private Attachment(string name, string? json, IEnumerable<StoredTensor> tensors, string? owner)
    {
        Name = name;
        Json = json;
        Dictionary<string, StoredTensor> named = new(StringComparer.Ordinal);
        string? fault = NameFault(name);
        foreach (StoredTensor tensor in tensors)
        {
            fault ??= TensorFault(tensor.Name);
            if (!named.TryAdd(tensor.Name, tensor))
                fault ??= $"it names tensor {SafetensorsHeader.Quote(tensor.Name)} twice";
        }

        Tensors = named;
        fault ??=
            named.Count > MaximumTensors ? $"it has {named.Count} tensors, and {MaximumTensors} are possible"
            : json?.Length > MaximumTextLength
                ? $"its text has {json.Length} characters, and {MaximumTextLength} are possible"
            : json is null && named.Count == 0 ? "it has neither a text nor a tensor"
            : null;
        if (fault is null)
            return;
        string what = $"attachment {SafetensorsHeader.Quote(name)} is not possible: {fault}";
        throw owner is null
            ? new ArgumentException(what, nameof(name))
            : new InputException($"{owner}: {what}; the file is damaged");
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its text; null where there is none. One that comes from a file may be no JSON: see
    /// <see cref="Parse"/>.</summary>
    public string? Json { get; }

    /// <summary>Its tensors, by the names they have within the attachment.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>Makes an attachment of a value and tensors.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="value">What its text says.</param>
    /// <param name="type">How the value is written.</param>
    /// <param name="tensors">Tensors, by the names they have within the attachment.</param>
    /// <exception cref="ArgumentException">The name is not possible, or there is more than a file may hold.</exception>
    public static Attachment Create<T>(
        string name,
        T value,
        JsonTypeInfo<T> type,
        params ReadOnlySpan<StoredTensor> tensors
    ) => new(name, JsonSerializer.Serialize(value, type), tensors.ToArray());

    /// <summary>Reads its text.</summary>
    /// <param name="type">What the text says.</param>
    /// <exception cref="InputException">There is no text, or it says something else.</exception>
    public T Parse<T>(JsonTypeInfo<T> type)
    {
        try
        {
            if (Json is not null && JsonSerializer.Deserialize(Json, type) is T value)
                return value;
            throw new InputException($"attachment {Name} of the model says nothing; attach it again");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InputException(
                $"attachment {Name} of the model cannot be read; it is damaged, or made by a newer program",
                exception
            );
        }
    }

    /// <summary>One of a file, whose faults are the file's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">What it is called there.</param>
    /// <param name="json">The text; not looked at.</param>
    /// <param name="tensors">By the names they have within it.</param>
    /// <exception cref="InputException">It is not possible.</exception>
    internal static Attachment FromFile(string path, string name, string? json, IEnumerable<StoredTensor> tensors) =>
        new(name, json, tensors, path);

    /// <summary>Its tensors by the names that they have in a file.</summary>
    internal IEnumerable<StoredTensor> ToFile() =>
        Tensors.Values.Select(tensor => tensor.Named(tensor.Name.Length == 0 ? Name : $"{Name}.{tensor.Name}"));

    private static string? NameFault(string name) =>
        name is null or [] || name.Length > MaximumNameLength ? $"a name has 1 to {MaximumNameLength} characters"
        : !char.IsAsciiLetter(name[0])
        || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_'))
            ? "a name has letters, digits, hyphens and underscores, and begins with a letter"
        : ModelFile.IsOwn(name) ? "the model itself has parts of this name"
        : null;

    private static string? TensorFault(string name) =>
        name.Length > MaximumTensorNameLength || name.Any(char.IsControl)
            ? $"the name of a tensor has at most {MaximumTensorNameLength} characters, all of which can be printed"
            : null;
}
