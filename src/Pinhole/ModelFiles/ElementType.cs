namespace Pinhole.ModelFiles;

/// <summary>The number types of safetensors, with the format's own names.</summary>
public enum ElementType
{
    /// <summary>A boolean, one byte.</summary>
    BOOL,

    /// <summary>An unsigned integer of 8 bits.</summary>
    U8,

    /// <summary>A signed integer of 8 bits.</summary>
    I8,

    /// <summary>An unsigned integer of 16 bits.</summary>
    U16,

    /// <summary>A signed integer of 16 bits.</summary>
    I16,

    /// <summary>An unsigned integer of 32 bits.</summary>
    U32,

    /// <summary>A signed integer of 32 bits.</summary>
    I32,

    /// <summary>An unsigned integer of 64 bits.</summary>
    U64,

    /// <summary>A signed integer of 64 bits.</summary>
    I64,

    /// <summary>IEEE 754 binary16.</summary>
    F16,

    /// <summary>The upper half of an IEEE 754 binary32 (bfloat16).</summary>
    BF16,

    /// <summary>IEEE 754 binary32, <see cref="float"/>.</summary>
    F32,

    /// <summary>IEEE 754 binary64, <see cref="double"/>.</summary>
    F64,
}
