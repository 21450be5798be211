using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pinhole.ModelFiles;

/// <summary>
/// The data that an application keeps in a model's file: a JSON text, tensors, or both, under the application's name;
/// for example thresholds, tables of probabilities or names of items. The application that wrote it reads it back;
/// others ignore it.
/// </summary>
/// <remarks>
/// In the file the text is the metadata NAME, and a tensor is NAME.TENSOR, or NAME if its own name is empty. A text is
/// parsed only on request, so a damaged one affects only its own application.
/// </remarks>
public sealed class Attachment
{
    /// <summary>The maximum length of a name, in characters.</summary>
    public const int MaximumNameLength = 64;

    /// <summary>The maximum length of a tensor's name, in characters.</summary>
    public const int MaximumTensorNameLength = 200;

    /// <summary>The maximum length of a text, in characters.</summary>
    public const int MaximumTextLength = 4 << 20;

    /// <summary>The maximum number of tensors of an attachment.</summary>
    public const int MaximumTensors = 10_000;

    /// <summary>Creates an attachment from a text and tensors.</summary>
    /// <param name="name">Its name: letters, digits, hyphens and underscores, a letter first.</param>
    /// <param name="json">JSON; null for none.</param>
    /// <param name="tensors">Tensors, by their names within the attachment; null for none.</param>
    /// <exception cref="ArgumentException">A name is invalid or too long, two tensors share a name, the text is not
    /// JSON, there is neither text nor tensor, or a limit is exceeded.</exception>
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
            named.Count > MaximumTensors ? $"it has {named.Count} tensors, more than the maximum of {MaximumTensors}"
            : json?.Length > MaximumTextLength
                ? $"its text has {json.Length} characters, more than the maximum of {MaximumTextLength}"
            : json is null && named.Count == 0 ? "it has neither a text nor a tensor"
            : null;
        if (fault is null)
            return;
        string what = $"attachment {SafetensorsHeader.Quote(name)} is invalid: {fault}";
        throw owner is null
            ? new ArgumentException(what, nameof(name))
            : new InputException($"{owner}: {what}; the file is damaged");
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its text; null if there is none. A text from a file may not be JSON: see <see cref="Parse"/>.</summary>
    public string? Json { get; }

    /// <summary>Its tensors, by their names within the attachment.</summary>
    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; }

    /// <summary>Creates an attachment from a value and tensors.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value of its text.</param>
    /// <param name="type">The JSON type of the value.</param>
    /// <param name="tensors">Tensors, by their names within the attachment.</param>
    /// <exception cref="ArgumentException">The name is invalid, or a limit is exceeded.</exception>
    public static Attachment Create<T>(
        string name,
        T value,
        JsonTypeInfo<T> type,
        params ReadOnlySpan<StoredTensor> tensors
    ) => new(name, JsonSerializer.Serialize(value, type), tensors.ToArray());

    /// <summary>Parses its text.</summary>
    /// <param name="type">The JSON type of the text.</param>
    /// <exception cref="InputException">There is no text, or it does not have this type.</exception>
    public T Parse<T>(JsonTypeInfo<T> type)
    {
        try
        {
            if (Json is not null && JsonSerializer.Deserialize(Json, type) is T value)
                return value;
            throw new InputException($"attachment {Name} of the model has no text; attach it again");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InputException(
                $"attachment {Name} of the model cannot be read; it is damaged, or made by a newer program",
                exception
            );
        }
    }

    /// <summary>Creates an attachment that was read from a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">Its name in the file.</param>
    /// <param name="json">The text; it is not parsed.</param>
    /// <param name="tensors">Its tensors, by their names within it.</param>
    /// <exception cref="InputException">It is invalid.</exception>
    internal static Attachment FromFile(string path, string name, string? json, IEnumerable<StoredTensor> tensors) =>
        new(name, json, tensors, path);

    /// <summary>Its tensors, with their names in a file.</summary>
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
            ? $"the name of a tensor has at most {MaximumTensorNameLength}printable characters"
            : null;
}
