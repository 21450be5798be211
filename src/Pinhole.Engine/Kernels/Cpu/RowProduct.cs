using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// A linear layer for a few rows, split by outputs. A tile would be mostly padding here. Instead, eight rows of the
/// weight are multiplied with the input at once, each in a vector of sums; memory bandwidth is the limit.
/// </summary>
internal readonly unsafe struct RowProductRange<T, TFunction>(
    float* input,
    float* weight,
    float* bias,
    float* output,
    int rows,
    int inputs,
    int outputs
) : IRange
    where T : unmanaged, ISimd<T>
    where TFunction : unmanaged, IElementFunction
{
    /// <summary>Up to this many rows it is faster than tiles.</summary>
    public const int MaximumRows = 4;

    // Waking a thread takes several microseconds, so each part is that much work.
    private const int MultiplyAddsInAPart = 1 << 20;

    private const int Group = 8;

    public static nint Grain(int inputs) => Math.Max(1, MultiplyAddsInAPart / Math.Max(1, inputs) / Group) * Group;

    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        nint first = start;
        for (; first + Group <= end; first += Group)
        {
            for (nint row = 0; row < rows; row++)
                EightOutputs(input + (row * inputs), weight + (first * inputs), output + (row * outputs) + first);
        }

        for (; first < end; first++)
        {
            for (nint row = 0; row < rows; row++)
                output[(row * outputs) + first] = OneOutput(input + (row * inputs), weight + (first * inputs));
        }

        for (nint row = 0; row < rows; row++)
        {
            float* y = output + (row * outputs);
            for (nint i = start; i < end; i += T.Lanes)
            {
                T sum = Ranges.Load<T>(y + i, end - i);
                Ranges.Store(
                    TFunction.Value(bias == null ? sum : sum + Ranges.Load<T>(bias + i, end - i)),
                    y + i,
                    end - i
                );
            }
        }
    }

    [MethodImpl(Compile.Hot)]
    private void EightOutputs(float* x, float* w, float* y)
    {
        T s0 = default,
            s1 = default,
            s2 = default,
            s3 = default,
            s4 = default,
            s5 = default,
            s6 = default,
            s7 = default;
        float* w4 = w + (4 * (nint)inputs);
        nint two = 2 * (nint)inputs,
            three = 3 * (nint)inputs,
            i = 0;
        for (; i + T.Lanes <= inputs; i += T.Lanes, w += T.Lanes, w4 += T.Lanes)
        {
            T value = T.Load(x + i);
            s0 = T.MultiplyAdd(value, T.Load(w), s0);
            s1 = T.MultiplyAdd(value, T.Load(w + inputs), s1);
            s2 = T.MultiplyAdd(value, T.Load(w + two), s2);
            s3 = T.MultiplyAdd(value, T.Load(w + three), s3);
            s4 = T.MultiplyAdd(value, T.Load(w4), s4);
            s5 = T.MultiplyAdd(value, T.Load(w4 + inputs), s5);
            s6 = T.MultiplyAdd(value, T.Load(w4 + two), s6);
            s7 = T.MultiplyAdd(value, T.Load(w4 + three), s7);
        }

        if (i < inputs)
        {
            nint left = inputs - i;
            T value = T.LoadFirst(x + i, left);
            s0 = T.MultiplyAdd(value, T.LoadFirst(w, left), s0);
            s1 = T.MultiplyAdd(value, T.LoadFirst(w + inputs, left), s1);
            s2 = T.MultiplyAdd(value, T.LoadFirst(w + two, left), s2);
            s3 = T.MultiplyAdd(value, T.LoadFirst(w + three, left), s3);
            s4 = T.MultiplyAdd(value, T.LoadFirst(w4, left), s4);
            s5 = T.MultiplyAdd(value, T.LoadFirst(w4 + inputs, left), s5);
            s6 = T.MultiplyAdd(value, T.LoadFirst(w4 + two, left), s6);
            s7 = T.MultiplyAdd(value, T.LoadFirst(w4 + three, left), s7);
        }

        y[0] = T.Sum(s0);
        y[1] = T.Sum(s1);
        y[2] = T.Sum(s2);
        y[3] = T.Sum(s3);
        y[4] = T.Sum(s4);
        y[5] = T.Sum(s5);
        y[6] = T.Sum(s6);
        y[7] = T.Sum(s7);
    }

    private float OneOutput(float* x, float* w)
    {
        T sum = default;
        for (nint i = 0; i < inputs; i += T.Lanes)
            sum = T.MultiplyAdd(Ranges.Load<T>(x + i, inputs - i), Ranges.Load<T>(w + i, inputs - i), sum);
        return T.Sum(sum);
    }
}
