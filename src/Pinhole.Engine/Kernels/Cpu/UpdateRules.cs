using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>One pass over parameters, gradients and moments, each read and written once.</summary>
internal unsafe interface IUpdateRule
{
    /// <summary>Asks for the memory of a block of parameters ahead of time.</summary>
    void Prefetch(nint offset, nint parameterRow, int rows, int columns);

    /// <summary>Moves a block of parameters.</summary>
    /// <param name="gradient">[rows, columns].</param>
    /// <param name="gradientRow">Elements from one row of the gradient to the next.</param>
    /// <param name="offset">The block's first parameter.</param>
    /// <param name="parameterRow">Elements from one row of the parameters to the next.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="columns">Columns of the block.</param>
    void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns);
}

/// <summary>
/// Adam. Square root and division are estimates made exact to a few units in the last place, which takes half the
/// time of the instructions. Where the square of a gradient overflows, the parameter stays, as dividing by infinity
/// would have it.
/// </summary>
internal readonly unsafe struct AdamRule<T>(in OptimizerStep step, float* w, float* m, float* v) : IUpdateRule
    where T : unmanaged, ISimd<T>
{
    private readonly float _rate = (float)(-step.LearningRate / (1 - Math.Pow(step.Decay1, step.Step)));
    private readonly float _root = (float)(1 / Math.Sqrt(1 - Math.Pow(step.Decay2, step.Step)));
    private readonly float _keep = 1 - (step.LearningRate * step.WeightDecay);
    private readonly float _beta1 = step.Decay1;
    private readonly float _beta2 = step.Decay2;
    private readonly float _epsilon = step.Epsilon;

    public void Prefetch(nint offset, nint parameterRow, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, offset += parameterRow)
        {
            UpdateMemory.Prefetch(w + offset, columns);
            UpdateMemory.Prefetch(m + offset, columns);
            UpdateMemory.Prefetch(v + offset, columns);
        }
    }

    [MethodImpl(Compile.Hot)]
    public void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns)
    {
        T rate = T.Broadcast(_rate), root = T.Broadcast(_root), keep = T.Broadcast(_keep), epsilon = T.Broadcast(_epsilon);
        T beta1 = T.Broadcast(_beta1), rest1 = T.Broadcast(1 - _beta1), beta2 = T.Broadcast(_beta2), rest2 = T.Broadcast(1 - _beta2);
        T least = T.Broadcast(1e-30f), most = T.Broadcast(1e38f);
        for (int row = 0; row < rows; row++, gradient += gradientRow, offset += parameterRow)
        {
            float* w0 = w + offset, m0 = m + offset, v0 = v + offset;
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T g = Ranges.Load<T>(gradient + i, left), parameter = Ranges.Load<T>(w0 + i, left);
                T first = T.MultiplyAdd(beta1, Ranges.Load<T>(m0 + i, left), rest1 * g);
                T second = T.MultiplyAdd(beta2, Ranges.Load<T>(v0 + i, left), rest2 * (g * g));
                T bounded = T.Min(most, T.Max(least, second));
                T denominator = T.MultiplyAdd(bounded * T.ReciprocalSqrt(bounded), root, epsilon);
                Ranges.Store(first, m0 + i, left);
                Ranges.Store(second, v0 + i, left);
                T move = T.IfGreater(second, most, default, rate * first * T.Reciprocal(denominator));
                Ranges.Store(T.MultiplyAdd(keep, parameter, move), w0 + i, left);
            }
        }
    }
}

/// <summary>Gradient descent; without velocities it has no momentum.</summary>
internal readonly unsafe struct SgdRule<T>(in OptimizerStep step, float* w, float* velocity) : IUpdateRule
    where T : unmanaged, ISimd<T>
{
    private readonly float _rate = -step.LearningRate;
    private readonly float _momentum = step.Decay1;
    private readonly float _decay = step.WeightDecay;

    public void Prefetch(nint offset, nint parameterRow, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, offset += parameterRow)
        {
            UpdateMemory.Prefetch(w + offset, columns);
            if (velocity != null)
                UpdateMemory.Prefetch(velocity + offset, columns);
        }
    }

    [MethodImpl(Compile.Hot)]
    public void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns)
    {
        T rate = T.Broadcast(_rate), momentum = T.Broadcast(_momentum), decay = T.Broadcast(_decay);
        for (int row = 0; row < rows; row++, gradient += gradientRow, offset += parameterRow)
        {
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T parameter = Ranges.Load<T>(w + offset + i, left);
                T move = T.MultiplyAdd(decay, parameter, Ranges.Load<T>(gradient + i, left));
                if (velocity != null)
                {
                    move = T.MultiplyAdd(momentum, Ranges.Load<T>(velocity + offset + i, left), move);
                    Ranges.Store(move, velocity + offset + i, left);
                }

                Ranges.Store(T.MultiplyAdd(rate, move, parameter), w + offset + i, left);
            }
        }
    }
}

/// <summary>RMSprop.</summary>
internal readonly unsafe struct RmsPropRule<T>(in OptimizerStep step, float* w, float* meanSquare) : IUpdateRule
    where T : unmanaged, ISimd<T>
{
    private readonly float _rate = -step.LearningRate;
    private readonly float _decay = step.Decay1;
    private readonly float _epsilon = step.Epsilon;

    public void Prefetch(nint offset, nint parameterRow, int rows, int columns)
    {
        for (int row = 0; row < rows; row++, offset += parameterRow)
        {
            UpdateMemory.Prefetch(w + offset, columns);
            UpdateMemory.Prefetch(meanSquare + offset, columns);
        }
    }

    [MethodImpl(Compile.Hot)]
    public void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns)
    {
        T rate = T.Broadcast(_rate), epsilon = T.Broadcast(_epsilon), decay = T.Broadcast(_decay), rest = T.Broadcast(1 - _decay);
        for (int row = 0; row < rows; row++, gradient += gradientRow, offset += parameterRow)
        {
            for (nint i = 0; i < columns; i += T.Lanes)
            {
                nint left = columns - i;
                T g = Ranges.Load<T>(gradient + i, left);
                T square = T.MultiplyAdd(decay, Ranges.Load<T>(meanSquare + offset + i, left), rest * (g * g));
                Ranges.Store(square, meanSquare + offset + i, left);
                T move = g / (T.Sqrt(square) + epsilon);
                Ranges.Store(T.MultiplyAdd(rate, move, Ranges.Load<T>(w + offset + i, left)), w + offset + i, left);
            }
        }
    }
}

/// <summary>Parameters that lie in a row, with their gradients.</summary>
internal readonly unsafe struct UpdateRange<TRule>(TRule rule, float* gradient) : IRange
    where TRule : unmanaged, IUpdateRule
{
    public void Run(nint start, nint end) => rule.Apply(gradient + start, 0, start, 0, 1, end - start);
}

/// <summary>Parameters whose gradient is a tile that nobody else will see.</summary>
internal readonly unsafe struct UpdateTile<T, TRule>(TRule rule, int width) : ITileFinish
    where T : unmanaged, ISimd<T>
    where TRule : unmanaged, IUpdateRule
{
    public static bool IsPlain => false;

    public float* Target(int row, int column, out nint targetRow, out bool accumulate) =>
        throw new NotSupportedException("A gradient that is used at once goes nowhere.");

    public void Prepare(int row, int height, int column, int columns) =>
        rule.Prefetch(((nint)row * width) + column, width, height, columns);

    public void Finish(float* tile, int row, int height, int column, int columns) =>
        rule.Apply(tile, 2 * T.Lanes, ((nint)row * width) + column, width, height, columns);
}

internal static unsafe class UpdateMemory
{
    private const int CacheLine = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* start, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < length; i += CacheLine)
            Sse.Prefetch0(start + i);
    }
}
