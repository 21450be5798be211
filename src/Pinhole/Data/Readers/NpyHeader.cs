using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>The header of a NumPy file, versions 1 to 3: a Python dictionary in text.</summary>
internal static partial class NpyHeader
{
    private const int MaximumLength = 1 << 20;

    /// <summary>The magic number of NumPy files.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header and stops before the first number.</summary>
    /// <exception cref="InputException">It is no NumPy header, or the type of the numbers is not supported.</exception>
    public static NumberLayout Read(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[12];
        Require(stream, start[..8], path);
        int version = start[6];
        if (!start.StartsWith(Magic) || version is < 1 or > 3)
            throw new InputException($"{path} is no NumPy file of version 1 to 3; save it again with numpy.save");

        int prefix = version == 1 ? 10 : 12;
        Require(stream, start[8..prefix], path);
        uint length =
            version == 1
                ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..])
                : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        if (length > MaximumLength)
            throw new InputException($"{path}: a NumPy header of {length} bytes; the file is damaged");

        byte[] bytes = new byte[length];
        Require(stream, bytes, path);
        return Parse(Encoding.UTF8.GetString(bytes), prefix + (int)length, path);
    }

    private static NumberLayout Parse(string text, int length, string path)
    {
        Match order = Order().Match(text),
            shape = Sizes().Match(text),
            type = Type().Match(text);
        if (!order.Success || !shape.Success || !text.Contains("'descr'", StringComparison.Ordinal))
            throw new InputException(
                $"{path}: the NumPy header cannot be understood; save the array again with numpy.save"
            );

        if (!type.Success)
            throw new InputException(
                $"{path}: the array holds records of several fields; save one array of plain numbers"
            );
        string kind = type.Groups["kind"].Value;
        if (kind == "O")
            throw new InputException(
                $"{path}: the array holds Python objects (type 'O'), which are never loaded; save plain numbers"
            );

        _ = int.TryParse(type.Groups["size"].Value, CultureInfo.InvariantCulture, out int size);
        // NumPy calls a Boolean b1 and a signed byte i1; a Boolean is read as a byte.
        NumberFormat format = new(kind is "b" ? 'u' : kind[0], size, type.Groups["order"].Value == ">");
        if (!format.IsKnown || (kind == "b" && size != 1))
            throw new InputException(
                $"{path}: numbers of type '{type.Groups["type"].Value}' are not read; save the array as float32"
            );

        return new NumberLayout(
            format,
            ParseSizes(shape.Groups[1].Value, path),
            length,
            order.Groups[1].Value == "True"
        );
    }

    private static long[] ParseSizes(string text, string path)
    {
        string[] parts = text.Replace("L", "", StringComparison.Ordinal)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.ConvertAll(parts, part =>
            long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                ? size
                : throw new InputException(
                    $"{path}: the NumPy shape ({text}) cannot be understood; save the array again with numpy.save"
                )
        );
    }

    private static void Require(Stream stream, Span<byte> target, string path)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw new InputException($"{path}: the NumPy header is cut short; fetch or save the file again");
    }

    [GeneratedRegex(@"'descr'\s*:\s*'(?<type>(?<order>[<>=|]?)(?<kind>[A-Za-z])(?<size>[0-9]*)[^']*)'")]
    private static partial Regex Type();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\(([0-9L,\s]*)\)")]
    private static partial Regex Sizes();
}
