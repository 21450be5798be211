using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>16 lanes.</summary>
internal readonly unsafe struct Simd512(Vector512<float> value) : ISimd<Simd512>
{
    private readonly Vector512<float> _value = value;

    public static int Lanes => 16;

    public static int TileRows => 12;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Load(float* source) => new(Vector512.Load(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadFirst(float* source, nint count) =>
        new(Avx512F.MaskLoad(source, First(count), Vector512<float>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 LoadWords(uint* source) => new(Vector512.ConvertToSingle(Vector512.Load(source)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Broadcast(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd512 value, float* target) => value._value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(Simd512 value, float* target, nint count) =>
        Avx512F.MaskStore(target, First(count), value._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTransposed(
        Simd512 first,
        Simd512 second,
        Simd512 third,
        Simd512 fourth,
        float* target,
        nint targetRow
    )
    {
        Vector512<double> low01 = Avx512F.UnpackLow(first._value, second._value).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(third._value, fourth._value).AsDouble();
        Vector512<double> high01 = Avx512F.UnpackHigh(first._value, second._value).AsDouble();
        Vector512<double> high23 = Avx512F.UnpackHigh(third._value, fourth._value).AsDouble();
        Put(Avx512F.UnpackLow(low01, low23).AsSingle(), target, 4 * targetRow);
        Put(Avx512F.UnpackHigh(low01, low23).AsSingle(), target + targetRow, 4 * targetRow);
        Put(Avx512F.UnpackLow(high01, high23).AsSingle(), target + (2 * targetRow), 4 * targetRow);
        Put(Avx512F.UnpackHigh(high01, high23).AsSingle(), target + (3 * targetRow), 4 * targetRow);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Put(Vector512<float> quarters, float* to, nint step)
        {
            quarters.GetLower().GetLower().Store(to);
            quarters.GetLower().GetUpper().Store(to + step);
            quarters.GetUpper().GetLower().Store(to + (2 * step));
            quarters.GetUpper().GetUpper().Store(to + (3 * step));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator +(Simd512 left, Simd512 right) => new(left._value + right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator -(Simd512 left, Simd512 right) => new(left._value - right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator *(Simd512 left, Simd512 right) => new(left._value * right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 operator /(Simd512 left, Simd512 right) => new(left._value / right._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 MultiplyAdd(Simd512 left, Simd512 right, Simd512 addend) =>
        new(Vector512.MultiplyAddEstimate(left._value, right._value, addend._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Max(Simd512 left, Simd512 right) => new(Vector512.MaxNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Min(Simd512 left, Simd512 right) => new(Vector512.MinNative(left._value, right._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Abs(Simd512 value) => new(Vector512.Abs(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Sqrt(Simd512 value) => new(Vector512.Sqrt(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Reciprocal(Simd512 value)
    {
        // 14 bits, doubled by one Newton step: a third of the time of a division.
        Vector512<float> estimate = Avx512F.Reciprocal14(value._value);
        return new(estimate * Avx512F.FusedMultiplyAddNegated(value._value, estimate, Vector512.Create(2f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 ReciprocalSqrt(Simd512 value)
    {
        Vector512<float> estimate = Avx512F.ReciprocalSqrt14(value._value);
        Vector512<float> half = value._value * Vector512.Create(0.5f) * estimate;
        return new(estimate * Avx512F.FusedMultiplyAddNegated(half, estimate, Vector512.Create(1.5f)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 Round(Simd512 value) => new(Vector512.Round(value._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 IfGreater(Simd512 left, Simd512 right, Simd512 then, Simd512 otherwise) =>
        new(
            Vector512.ConditionalSelect(Vector512.GreaterThan(left._value, right._value), then._value, otherwise._value)
        );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd512 PowerOfTwo(Simd512 exponent) =>
        new(((Vector512.ConvertToInt32(exponent._value) + Vector512.Create(127)) << 23).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Simd512 Mantissa, Simd512 Exponent) Split(Simd512 value)
    {
        Vector512<int> bits = value._value.AsInt32();
        Vector512<int> mantissa = (bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000);
        return (new(mantissa.AsSingle()), new(Vector512.ConvertToSingle((bits >> 23) - Vector512.Create(127))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Simd512 value) => Simd256.Sum(new(value._value.GetLower() + value._value.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> First(nint count) =>
        Vector512.LessThan(Vector512<int>.Indices, Vector512.Create((int)count)).AsSingle();
}
