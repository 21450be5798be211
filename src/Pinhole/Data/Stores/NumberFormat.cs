using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Pinhole.Data.Stores;

/// <summary>The format of a number in a binary file.</summary>
/// <param name="Kind">'f' floating, 'i' signed, 'u' unsigned, as NumPy calls them.</param>
/// <param name="Size">Bytes a number.</param>
/// <param name="BigEndian">Whether the highest byte comes first.</param>
internal readonly record struct NumberFormat(char Kind, int Size, bool BigEndian)
{
    /// <summary>The format of numbers in memory.</summary>
    public static NumberFormat Float32 => new('f', sizeof(float), BigEndian: !BitConverter.IsLittleEndian);

    /// <summary>Whether <see cref="Convert"/> can read it.</summary>
    public bool IsKnown => (Kind, Size) is ('f', 2 or 4 or 8) or ('i' or 'u', 1 or 2 or 4 or 8);

    /// <summary>Whether it is a pixel of 0 to 255.</summary>
    public bool IsByte => (Kind, Size) is ('u', 1);

    /// <summary>Reads numbers; the bytes are swapped to the machine's order in place.</summary>
    public void Convert(Span<byte> bytes, Span<float> target)
    {
        if (BigEndian == BitConverter.IsLittleEndian)
            ReverseInPlace(bytes);

        switch ((Kind, Size))
        {
            case ('f', 2):
                Convert<Half>(bytes, target);
                break;
            case ('f', 4):
                Convert<float>(bytes, target);
                break;
            case ('f', 8):
                Convert<double>(bytes, target);
                break;
            case ('i', 1):
                Convert<sbyte>(bytes, target);
                break;
            case ('i', 2):
                Convert<short>(bytes, target);
                break;
            case ('i', 4):
                Convert<int>(bytes, target);
                break;
            case ('i', 8):
                Convert<long>(bytes, target);
                break;
            case ('u', 1):
                Convert<byte>(bytes, target);
                break;
            case ('u', 2):
                Convert<ushort>(bytes, target);
                break;
            case ('u', 4):
                Convert<uint>(bytes, target);
                break;
            case ('u', 8):
                Convert<ulong>(bytes, target);
                break;
            default:
                throw new InvalidOperationException($"No number is called {Kind}{Size}.");
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> target)
        where T : unmanaged, INumberBase<T>
    {
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, T>(bytes), target);
    }

    private void ReverseInPlace(Span<byte> bytes)
    {
        if (Size == 2)
        {
            Span<ushort> numbers = MemoryMarshal.Cast<byte, ushort>(bytes);
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
        else if (Size == 4)
        {
            Span<uint> numbers = MemoryMarshal.Cast<byte, uint>(bytes);
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
        else if (Size == 8)
        {
            Span<ulong> numbers = MemoryMarshal.Cast<byte, ulong>(bytes);
            BinaryPrimitives.ReverseEndianness(numbers, numbers);
        }
    }
}
