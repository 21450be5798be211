using System.Buffers.Binary;

namespace Pinhole.ModelFiles;

/// <summary>Reads the safetensors format; each fault of the file is an <see cref="InputException"/>.</summary>
internal static class SafetensorsReader
{
    // A multiple of the size of every element.
    private const long MaximumInAnArray = 1 << 30;

    public static SafetensorsFile Read(Stream stream, long length, string name)
    {
        string file = SafetensorsHeader.Quote(name);
        try
        {
            byte[] json = ReadHeader(stream, length, file);
            SafetensorsHeader header = SafetensorsHeader.Parse(json, file);
            SafetensorsHeader.Entry[] entries =
            [
                .. header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End),
            ];
            CheckCover(entries, length - sizeof(ulong) - json.Length, file);

            Dictionary<string, StoredTensor> tensors = new(entries.Length, StringComparer.Ordinal);
            foreach (SafetensorsHeader.Entry entry in entries)
                tensors.Add(entry.Name, ReadTensor(stream, entry));
            return new SafetensorsFile(header.Metadata, tensors);
        }
        catch (EndOfStreamException exception)
        {
            throw CutShort(file, $"fewer than {length} bytes could be read", exception);
        }
    }

    private static byte[] ReadHeader(Stream stream, long length, string file)
    {
        if (length < sizeof(ulong))
            throw CutShort(file, $"it holds {length} bytes, and the length of its header alone takes {sizeof(ulong)}");

        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (headerLength > SafetensorsHeader.MaximumBytes)
            throw SafetensorsHeader.NotSafetensors(
                file,
                $"its header would take {headerLength} bytes, and at most {SafetensorsHeader.MaximumBytes} are read"
            );
        if ((long)headerLength > length - sizeof(ulong))
            throw CutShort(file, $"its header takes {headerLength} bytes and only {length - sizeof(ulong)} are there");

        byte[] json = new byte[headerLength];
        stream.ReadExactly(json);
        return json;
    }

    /// <summary>Checks that the tensors, sorted by offset, fill the data without gaps or overlaps.</summary>
    private static void CheckCover(SafetensorsHeader.Entry[] entries, long dataLength, string file)
    {
        long covered = 0;
        foreach (SafetensorsHeader.Entry entry in entries)
        {
            string tensor = SafetensorsHeader.Quote(entry.Name);
            if (entry.Begin < covered)
                throw SafetensorsHeader.NotSafetensors(
                    file,
                    $"tensor {tensor} overlaps another at byte {entry.Begin} of the data"
                );
            if (entry.Begin > covered)
                throw SafetensorsHeader.NotSafetensors(
                    file,
                    $"there is a hole before tensor {tensor}, from byte {covered} to {entry.Begin} of the data"
                );
            if (entry.End > dataLength)
                throw CutShort(
                    file,
                    $"tensor {tensor} ends at byte {entry.End} of the data and only {dataLength} are there"
                );
            covered = entry.End;
        }

        if (covered < dataLength)
            throw SafetensorsHeader.NotSafetensors(file, $"{dataLength - covered} bytes follow its last tensor");
    }

    private static StoredTensor ReadTensor(Stream stream, SafetensorsHeader.Entry entry)
    {
        long length = entry.End - entry.Begin;
        if (length <= MaximumInAnArray)
            return new StoredTensor(entry.Name, entry.Type, entry.Shape, ReadBytes(length));
        ReadOnlyMemory<byte>[] parts = new ReadOnlyMemory<byte>[(length + MaximumInAnArray - 1) / MaximumInAnArray];
        for (int part = 0; part < parts.Length; part++)
            parts[part] = ReadBytes(Math.Min(MaximumInAnArray, length - (part * MaximumInAnArray)));
        return new StoredTensor(entry.Name, entry.Type, entry.Shape, length, () => parts);

        byte[] ReadBytes(long count)
        {
            byte[] bytes = new byte[count];
            stream.ReadExactly(bytes);
            return bytes;
        }
    }

    private static InputException CutShort(string file, string reason, Exception? cause = null) =>
        new($"{file} is cut short: {reason}; copy or write it again", cause);
}
