using System.Text.Json;
using System.Text.Unicode;

namespace Pinhole.ModelFiles;

/// <summary>
/// The JSON header of a safetensors file. The header is checked by itself; the reader checks whether it fits the data.
/// </summary>
internal sealed class SafetensorsHeader
{
    /// <summary>The key of the texts.</summary>
    public const string MetadataKey = "__metadata__";

    /// <summary>The format allows 100 MB; our models need far less.</summary>
    public const int MaximumBytes = 16 << 20;

    private readonly string _file;
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<Entry> _entries = [];

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>The texts under <see cref="MetadataKey"/>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The tensors in the order of the header, with different names.</summary>
    public IReadOnlyList<Entry> Entries => _entries;

    /// <summary>Reads a header.</summary>
    /// <param name="json">UTF-8; trailing spaces are allowed.</param>
    /// <param name="file">The name of the file in messages, quoted.</param>
    /// <exception cref="InputException">It is not the header of a safetensors file.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, string file)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw NotSafetensors(file, "its header does not begin with '{'");
        if (!Utf8.IsValid(json))
            throw NotSafetensors(file, "its header is not UTF-8 text");

        SafetensorsHeader header = new(file);
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 4 });
        try
        {
            header.ReadEntries(ref reader);
        }
        catch (JsonException exception)
        {
            throw NotSafetensors(file, $"its header is not valid JSON at byte {reader.TokenStartIndex}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // The JSON reader throws this for an escaped lone surrogate.
            throw NotSafetensors(
                file,
                $"its header holds text that is not Unicode at byte {reader.TokenStartIndex}",
                exception
            );
        }

        return header;
    }

    /// <summary>Creates the exception for a file that is damaged or not a safetensors file.</summary>
    public static InputException NotSafetensors(string file, string reason, Exception? cause = null) =>
        new($"{file} is not a safetensors file: {reason}; give a whole model file", cause);

    /// <summary>Quotes text from a file, shortened and without line breaks or control characters.</summary>
    public static string Quote(string text)
    {
        const int longest = 200;
        string shown = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        IEnumerable<char> printable = shown.Select(letter =>
            char.IsControl(letter) || letter is '\u2028' or '\u2029' ? '?' : letter
        );
        return $"'{string.Concat(printable)}'";
    }

    private void ReadEntries(ref Utf8JsonReader reader)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!names.Add(name))
                throw NotSafetensors(_file, $"its header names {Quote(name)} twice");
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw NotSafetensors(_file, $"{Quote(name)} in its header is not an object");
            if (name == MetadataKey)
                ReadMetadata(ref reader);
            else
                _entries.Add(ReadEntry(ref reader, name));
        }

        // This throws if anything but white space follows the closing brace.
        reader.Read();
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
                throw NotSafetensors(_file, $"{Quote(key)} in its metadata is not text");
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw NotSafetensors(_file, $"its metadata names {Quote(key)} twice");
        }
    }

    private Entry ReadEntry(ref Utf8JsonReader reader, string name)
    {
        ElementType? type = null;
        long[]? shape = null,
            offsets = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (key == "dtype" && type is null)
                type = ReadType(ref reader, name);
            else if (key == "shape" && shape is null)
                shape = ReadNumbers(ref reader, name, key);
            else if (key == "data_offsets" && offsets is null)
                offsets = ReadNumbers(ref reader, name, key);
            else
                throw NotSafetensors(_file, $"tensor {Quote(name)} has an unknown or repeated field {Quote(key)}");
        }

        if (type is null || shape is null || offsets is not [long begin, long end])
            throw NotSafetensors(_file, $"tensor {Quote(name)} lacks its dtype, its shape or its two data_offsets");
        if (!type.Value.TryByteCount(shape, out long bytes))
            throw NotSafetensors(_file, $"the shape of tensor {Quote(name)} is too large");
        if (begin > end || end - begin != bytes)
            throw NotSafetensors(
                _file,
                $"tensor {Quote(name)} takes {bytes} bytes by its shape but lies at {begin} to {end}"
            );

        return new Entry(name, type.Value, shape, begin, end);
    }

    private ElementType ReadType(ref Utf8JsonReader reader, string name)
    {
        string? text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is not null && ElementTypes.TryParse(text, out ElementType type)
            ? type
            : throw NotSafetensors(
                _file,
                $"the dtype of tensor {Quote(name)} is not one of {string.Join(", ", Enum.GetNames<ElementType>())}"
            );
    }

    private long[] ReadNumbers(ref Utf8JsonReader reader, string name, string key)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw NotSafetensors(_file, $"the {key} of tensor {Quote(name)} is not a list");

        List<long> numbers = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw NotSafetensors(
                    _file,
                    $"the {key} of tensor {Quote(name)} holds something other than whole numbers from 0 up"
                );
            numbers.Add(number);
        }

        return [.. numbers];
    }

    /// <summary>One tensor of the header; the offsets count from the end of the header.</summary>
    internal sealed record Entry(string Name, ElementType Type, long[] Shape, long Begin, long End);
}
