namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>One lane: the path for hardware without vectors, and for tests.</summary>
internal readonly unsafe struct Simd1(float value) : ISimd<Simd1>
{
    private readonly float _value = value;

    public static int Lanes => 1;

    public static int TileRows => 4;

    public static Simd1 Load(float* source) => new(*source);

    public static Simd1 LoadFirst(float* source, nint count) => default;

    public static Simd1 LoadWords(uint* source) => new(*source);

    public static Simd1 Broadcast(float value) => new(value);

    public static void Store(Simd1 value, float* target) => *target = value._value;

    public static void StoreFirst(Simd1 value, float* target, nint count) { }

    public static void StoreTransposed(
        Simd1 first,
        Simd1 second,
        Simd1 third,
        Simd1 fourth,
        float* target,
        nint targetRow
    )
    {
        target[0] = first._value;
        target[1] = second._value;
        target[2] = third._value;
        target[3] = fourth._value;
    }

    public static Simd1 operator +(Simd1 left, Simd1 right) => new(left._value + right._value);

    public static Simd1 operator -(Simd1 left, Simd1 right) => new(left._value - right._value);

    public static Simd1 operator *(Simd1 left, Simd1 right) => new(left._value * right._value);

    public static Simd1 operator /(Simd1 left, Simd1 right) => new(left._value / right._value);

    public static Simd1 MultiplyAdd(Simd1 left, Simd1 right, Simd1 addend) =>
        new(float.MultiplyAddEstimate(left._value, right._value, addend._value));

    public static Simd1 Max(Simd1 left, Simd1 right) => left._value > right._value ? left : right;

    public static Simd1 Min(Simd1 left, Simd1 right) => left._value < right._value ? left : right;

    public static Simd1 Abs(Simd1 value) => new(MathF.Abs(value._value));

    public static Simd1 Sqrt(Simd1 value) => new(MathF.Sqrt(value._value));

    public static Simd1 Reciprocal(Simd1 value) => new(1f / value._value);

    public static Simd1 ReciprocalSqrt(Simd1 value) => new(1f / MathF.Sqrt(value._value));

    public static Simd1 Round(Simd1 value) => new(MathF.Round(value._value));

    public static Simd1 IfGreater(Simd1 left, Simd1 right, Simd1 then, Simd1 otherwise) =>
        left._value > right._value ? then : otherwise;

    public static Simd1 PowerOfTwo(Simd1 exponent) =>
        new(BitConverter.Int32BitsToSingle(((int)exponent._value + 127) << 23));

    public static (Simd1 Mantissa, Simd1 Exponent) Split(Simd1 value)
    {
        int bits = BitConverter.SingleToInt32Bits(value._value);
        return (new(BitConverter.Int32BitsToSingle((bits & 0x007FFFFF) | 0x3F800000)), new((bits >> 23) - 127));
    }

    public static float Sum(Simd1 value) => value._value;
}
