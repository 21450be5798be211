using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>One pass of Adam: both moments and the parameter, each read and written once.</summary>
internal readonly unsafe struct AdamRange<T>(float* w, float* g, float* m, float* v, AdamStep step) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(nint start, nint end)
    {
        double correction1 = 1 - Math.Pow(step.Beta1, step.Step), correction2 = 1 - Math.Pow(step.Beta2, step.Step);
        T rate = T.Broadcast((float)(-step.LearningRate / correction1)), epsilon = T.Broadcast(step.Epsilon);
        T root = T.Broadcast((float)(1 / Math.Sqrt(correction2))), keep = T.Broadcast(1 - (step.LearningRate * step.WeightDecay));
        T beta1 = T.Broadcast(step.Beta1), rest1 = T.Broadcast(1 - step.Beta1);
        T beta2 = T.Broadcast(step.Beta2), rest2 = T.Broadcast(1 - step.Beta2);
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T gradient = Ranges.Load<T>(g + i, left);
            T first = T.MultiplyAdd(beta1, Ranges.Load<T>(m + i, left), rest1 * gradient);
            T second = T.MultiplyAdd(beta2, Ranges.Load<T>(v + i, left), rest2 * (gradient * gradient));
            T denominator = T.MultiplyAdd(T.Sqrt(second), root, epsilon);
            Ranges.Store(first, m + i, left);
            Ranges.Store(second, v + i, left);
            Ranges.Store(T.MultiplyAdd(keep, Ranges.Load<T>(w + i, left), rate * first / denominator), w + i, left);
        }
    }
}

/// <summary>One pass of gradient descent; without velocities it has no momentum.</summary>
internal readonly unsafe struct SgdRange<T>(float* w, float* g, float* velocity, SgdStep step) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(nint start, nint end)
    {
        T rate = T.Broadcast(-step.LearningRate), momentum = T.Broadcast(step.Momentum), decay = T.Broadcast(step.WeightDecay);
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T parameter = Ranges.Load<T>(w + i, left);
            T move = T.MultiplyAdd(decay, parameter, Ranges.Load<T>(g + i, left));
            if (velocity != null)
            {
                move = T.MultiplyAdd(momentum, Ranges.Load<T>(velocity + i, left), move);
                Ranges.Store(move, velocity + i, left);
            }

            Ranges.Store(T.MultiplyAdd(rate, move, parameter), w + i, left);
        }
    }
}

/// <summary>One pass of RMSprop.</summary>
internal readonly unsafe struct RmsPropRange<T>(float* w, float* g, float* meanSquare, RmsPropStep step) : IRange
    where T : unmanaged, ISimd<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(nint start, nint end)
    {
        T rate = T.Broadcast(-step.LearningRate), epsilon = T.Broadcast(step.Epsilon);
        T decay = T.Broadcast(step.Decay), rest = T.Broadcast(1 - step.Decay);
        for (nint i = start; i < end; i += T.Lanes)
        {
            nint left = end - i;
            T gradient = Ranges.Load<T>(g + i, left);
            T square = T.MultiplyAdd(decay, Ranges.Load<T>(meanSquare + i, left), rest * (gradient * gradient));
            Ranges.Store(square, meanSquare + i, left);
            T move = gradient / (T.Sqrt(square) + epsilon);
            Ranges.Store(T.MultiplyAdd(rate, move, Ranges.Load<T>(w + i, left)), w + i, left);
        }
    }
}
