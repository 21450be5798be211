using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>One pass over parameters, gradients and moments, each read and written once.</summary>
internal unsafe interface IUpdateRule
{
    /// <summary>How many arrays a rule reads besides the gradient.</summary>
    static abstract int Operands { get; }

    /// <summary>One of them.</summary>
    float* Operand(int index);

    /// <summary>Updates a block of parameters.</summary>
    /// <param name="gradient">[rows, columns].</param>
    /// <param name="gradientRow">Elements from one row of the gradient to the next.</param>
    /// <param name="offset">The block's first parameter.</param>
    /// <param name="parameterRow">Elements from one row of the parameters to the next.</param>
    /// <param name="rows">Rows of the block.</param>
    /// <param name="columns">Columns of the block.</param>
    void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns);
}

/// <summary>
/// Adam. Square root and division are estimates, refined to a few units in the last place by a Newton step, which takes
/// half the time of the instructions. If the square of a gradient overflows, the parameter does not change, as after a
/// division by infinity.
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

    public static int Operands => 3;

    public float* Operand(int index) =>
        index == 0 ? w
        : index == 1 ? m
        : v;

    [MethodImpl(Compile.Hot)]
    public void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns)
    {
        T rate = T.Broadcast(_rate),
            keep = T.Broadcast(_keep),
            epsilon = T.Broadcast(_epsilon),
            root = T.Broadcast(_root);
        T beta1 = T.Broadcast(_beta1),
            rest1 = T.Broadcast(1 - _beta1),
            beta2 = T.Broadcast(_beta2),
            rest2 = T.Broadcast(1 - _beta2);
        T least = T.Broadcast(1e-30f),
            most = T.Broadcast(1e38f);
        for (int row = 0; row < rows; row++, gradient += gradientRow, offset += parameterRow)
        {
            float* w0 = w + offset,
                m0 = m + offset,
                v0 = v + offset;
            nint i = 0;
            for (; i + T.Lanes <= columns; i += T.Lanes)
            {
                T g = T.Load(gradient + i),
                    parameter = T.Load(w0 + i);
                T first = T.MultiplyAdd(beta1, T.Load(m0 + i), rest1 * g),
                    second = T.MultiplyAdd(beta2, T.Load(v0 + i), rest2 * (g * g));
                T.Store(first, m0 + i);
                T.Store(second, v0 + i);
                T.Store(
                    T.MultiplyAdd(keep, parameter, Change(first, second, rate, root, epsilon, least, most)),
                    w0 + i
                );
            }

            if (i == columns)
                continue;
            nint left = columns - i;
            T lastG = T.LoadFirst(gradient + i, left);
            T lastFirst = T.MultiplyAdd(beta1, T.LoadFirst(m0 + i, left), rest1 * lastG);
            T lastSecond = T.MultiplyAdd(beta2, T.LoadFirst(v0 + i, left), rest2 * (lastG * lastG));
            T lastChange = Change(lastFirst, lastSecond, rate, root, epsilon, least, most);
            T.StoreFirst(T.MultiplyAdd(keep, T.LoadFirst(w0 + i, left), lastChange), w0 + i, left);
            T.StoreFirst(lastFirst, m0 + i, left);
            T.StoreFirst(lastSecond, v0 + i, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Change(T first, T second, T rate, T root, T epsilon, T least, T most)
    {
        T bounded = T.Max(least, second);
        T denominator = T.MultiplyAdd(bounded * T.ReciprocalSqrt(bounded), root, epsilon);
        return T.IfGreater(second, most, default, rate * first * T.Reciprocal(denominator));
    }
}

/// <summary>Gradient descent; without velocities it has no momentum.</summary>
internal readonly unsafe struct SgdRule<T>(in OptimizerStep step, float* w, float* velocity) : IUpdateRule
    where T : unmanaged, ISimd<T>
{
    private readonly float _rate = -step.LearningRate;
    private readonly float _momentum = step.Decay1;
    private readonly float _decay = step.WeightDecay;

    public static int Operands => 2;

    public float* Operand(int index) => index == 0 || velocity == null ? w : velocity;

    [MethodImpl(Compile.Hot)]
    public void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns)
    {
        T rate = T.Broadcast(_rate),
            momentum = T.Broadcast(_momentum),
            decay = T.Broadcast(_decay);
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

    public static int Operands => 2;

    public float* Operand(int index) => index == 0 ? w : meanSquare;

    [MethodImpl(Compile.Hot)]
    public void Apply(float* gradient, nint gradientRow, nint offset, nint parameterRow, int rows, nint columns)
    {
        T rate = T.Broadcast(_rate),
            epsilon = T.Broadcast(_epsilon),
            decay = T.Broadcast(_decay),
            rest = T.Broadcast(1 - _decay);
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

/// <summary>Consecutive parameters with their gradients.</summary>
internal readonly unsafe struct UpdateRange<TRule>(TRule rule, float* gradient) : IRange
    where TRule : unmanaged, IUpdateRule
{
    public void Run(nint start, nint end) => rule.Apply(gradient + start, 0, start, 0, 1, end - start);
}

/// <summary>Parameters whose gradient is a strip that is not stored.</summary>
internal readonly unsafe struct UpdateStrip<T, TRule>(TRule rule, int width) : ITileFinish
    where T : unmanaged, ISimd<T>
    where TRule : unmanaged, IUpdateRule
{
    public static bool IsPlain => false;

    public static bool WantsLongStrips => true;

    public float* Target(int row, int column, out nint targetRow, out bool accumulate) =>
        throw new NotSupportedException("A gradient that is used at once goes nowhere.");

    /// <summary>
    /// Prefetches parameters and moments, run by run: full rows of a matrix are one run, partial rows one run each. One
    /// vector a step is better than two vectors in the first half, unless it would miss more than a fifth.
    /// </summary>
    public bool TryAhead(Strip at, nint done, nint steps, out Panel ahead)
    {
        bool whole = at.Width == width;
        nint runs = TRule.Operands * (whole ? 1 : at.Height),
            run = (nint)at.Width * (whole ? at.Height : 1);
        nint step = 5 * steps * T.Lanes >= 4 * runs * run ? T.Lanes : 2 * T.Lanes;
        nint index = done * step / run,
            row = at.Row + (index / TRule.Operands);
        ahead = default;
        if (index >= runs)
            return false;
        ahead = new Panel(
            rule.Operand((int)(index % TRule.Operands)) + (row * width) + at.Column + (done * step % run),
            step
        );
        return true;
    }

    public void Finish(float* strip, nint stripRow, Strip at) =>
        rule.Apply(strip, stripRow, ((nint)at.Row * width) + at.Column, width, at.Height, at.Width);
}
