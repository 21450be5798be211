namespace Pinhole.ModelFiles;

/// <summary>Names and sizes of <see cref="ElementType"/>.</summary>
internal static class ElementTypes
{
    /// <summary>The bytes of one element.</summary>
    public static int Size(this ElementType type) =>
        type switch
        {
            ElementType.BOOL or ElementType.U8 or ElementType.I8 => 1,
            ElementType.U16 or ElementType.I16 or ElementType.F16 or ElementType.BF16 => 2,
            ElementType.U32 or ElementType.I32 or ElementType.F32 => 4,
            ElementType.U64 or ElementType.I64 or ElementType.F64 => 8,
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        };

    /// <summary>Whether elements have a fraction.</summary>
    public static bool IsFloatingPoint(this ElementType type) =>
        type is ElementType.F32 or ElementType.F64 or ElementType.F16 or ElementType.BF16;

    /// <summary>Finds the type with exactly this name; numbers and other spellings are refused.</summary>
    public static bool TryParse(string name, out ElementType type)
    {
        foreach (ElementType candidate in Enum.GetValues<ElementType>())
        {
            if (candidate.ToString() == name)
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>Computes the bytes of a tensor of this shape.</summary>
    /// <returns>False if a dimension is negative or the size does not fit in 63 bits.</returns>
    public static bool TryByteCount(this ElementType type, ReadOnlySpan<long> shape, out long bytes)
    {
        bytes = type.Size();
        foreach (long dimension in shape)
        {
            if (dimension < 0 || Math.BigMul(bytes, dimension, out bytes) != 0 || bytes < 0)
                return false;
        }

        return true;
    }
}
