using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pinhole.ModelFiles;

/// <summary>Writes the safetensors format.</summary>
internal static class SafetensorsWriter
{
    // JSON parsers read the header, and no web page contains it, so text needs no further escaping.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, IReadOnlyDictionary<string, string> metadata, StoredTensor[] tensors)
    {
        ArrayBufferWriter<byte> header = new();
        using (Utf8JsonWriter writer = new(header, Relaxed))
            WriteHeader(writer, metadata, tensors);

        // Trailing spaces align the data to 8 bytes, so that they can be memory-mapped.
        int padding = -header.WrittenCount & 7;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);
        if (header.WrittenCount > SafetensorsHeader.MaximumBytes)
            throw new ArgumentException(
                $"The header takes {header.WrittenCount} bytes, more than the {SafetensorsHeader.MaximumBytes} that "
                    + "are read back.",
                nameof(metadata)
            );

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        foreach (ReadOnlyMemory<byte> part in tensors.SelectMany(tensor => tensor.Parts))
            stream.Write(part.Span);
    }

    private static void WriteHeader(
        Utf8JsonWriter writer,
        IReadOnlyDictionary<string, string> metadata,
        StoredTensor[] tensors
    )
    {
        writer.WriteStartObject();
        if (metadata.Count > 0)
        {
            writer.WriteStartObject(SafetensorsHeader.MetadataKey);
            foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                writer.WriteString(key, value);
            writer.WriteEndObject();
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        long offset = 0;
        foreach (StoredTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException($"Two tensors are called {tensor.Name}.", nameof(tensors));

            writer.WriteStartObject(tensor.Name);
            writer.WriteString("dtype", tensor.Type.ToString());
            WriteNumbers(writer, "shape", tensor.Shape);
            WriteNumbers(writer, "data_offsets", [offset, offset + tensor.ByteCount]);
            writer.WriteEndObject();
            offset += tensor.ByteCount;
        }

        writer.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string key, IReadOnlyList<long> numbers)
    {
        writer.WriteStartArray(key);
        foreach (long number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
