namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// A group of float lanes that every CPU kernel is written against once; the four types below give it 16, 8, 4
/// or 1 lanes. The JIT turns each operation into one instruction.
/// </summary>
internal unsafe interface ISimd<T>
    where T : unmanaged, ISimd<T>
{
    static abstract int Lanes { get; }

    /// <summary>The tallest matrix tile whose accumulators, two vectors wide, stay in registers.</summary>
    static abstract int TileRows { get; }

    static abstract T Load(float* source);

    /// <summary>Loads the first lanes, fewer than all, and 0 in the others; reads no further.</summary>
    static abstract T LoadFirst(float* source, nint count);

    /// <summary>Whole numbers as floats, rounded to the nearest.</summary>
    static abstract T LoadWords(uint* source);

    static abstract T Broadcast(float value);

    static abstract void Store(T value, float* target);

    /// <summary>Writes the first lanes, fewer than all, and no further.</summary>
    static abstract void StoreFirst(T value, float* target, nint count);

    /// <summary>
    /// Writes four rows as columns: the lanes at the same place become four neighbours, a row of the target for each
    /// lane.
    /// </summary>
    static abstract void StoreTransposed(T first, T second, T third, T fourth, float* target, nint targetRow);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    /// <summary>left · right + addend, rounded once where the hardware can.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    /// <summary>The larger one; right where either is not a number.</summary>
    static abstract T Max(T left, T right);

    /// <summary>The smaller one; right where either is not a number.</summary>
    static abstract T Min(T left, T right);

    static abstract T Abs(T value);

    static abstract T Sqrt(T value);

    /// <summary>1 / value, to a few units in the last place; value and result must be normal numbers.</summary>
    static abstract T Reciprocal(T value);

    /// <summary>1 / √value for a positive normal number, to a few units in the last place.</summary>
    static abstract T ReciprocalSqrt(T value);

    static abstract T Round(T value);

    /// <summary>The third operand if left is greater than right, otherwise the fourth.</summary>
    static abstract T IfGreater(T left, T right, T then, T otherwise);

    /// <summary>2 to the power of a whole number in [−126, 127].</summary>
    static abstract T PowerOfTwo(T exponent);

    /// <summary>Splits a positive normal number into a mantissa in [1, 2) and a whole exponent.</summary>
    static abstract (T Mantissa, T Exponent) Split(T value);

    /// <summary>The lanes added up, in a fixed order.</summary>
    static abstract float Sum(T value);
}
