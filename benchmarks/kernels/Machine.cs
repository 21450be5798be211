using System.Diagnostics;
using System.Runtime.CompilerServices;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Memory;

namespace Pinhole.Benchmarks.Kernels;

/// <summary>What the cores can do at best, whatever the kernels make of it.</summary>
internal sealed class Machine(int threads) : IDisposable
{
    private const int Turns = 100_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly WorkerPool _pool = new(threads, Environment.ProcessorCount);

    /// <summary>
    /// Multiply-adds of float32 vectors that never leave the registers, on all threads at once: the best of many bursts
    /// of a fraction of a millisecond, in GFLOP/s. Twelve chains side by side cover the latency of a multiply-add.
    /// </summary>
    public double Peak() =>
        CpuKernels.Lanes switch
        {
            16 => Peak<Simd512>(),
            8 => Peak<Simd256>(),
            4 => Peak<Simd128>(),
            _ => Peak<Simd1>(),
        };

    /// <summary>Handing an empty job to threads that wait for one, and waiting for its end, in microseconds.</summary>
    public double ForkJoin()
    {
        const int Jobs = 2000;
        Nothing nothing = default;
        TimeSpan least = Fastest(() =>
        {
            for (int job = 0; job < Jobs; job++)
                _pool.Run(ref nothing, 2);
        });
        return least.TotalMicroseconds / Jobs;
    }

    public void Dispose() => _pool.Dispose();

    // Long enough to meet a moment in which nobody else wants a core.
    private static TimeSpan Fastest(Action action)
    {
        TimeSpan least = TimeSpan.MaxValue;
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < Patience)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed < least)
                least = elapsed;
        }

        return least;
    }

    private double Peak<T>()
        where T : unmanaged, ISimd<T>
    {
        Burst<T> burst = default;
        TimeSpan least = Fastest(() => _pool.Run(ref burst, threads));
        return 2.0 * 12 * T.Lanes * Turns * threads / least.TotalNanoseconds;
    }

    private readonly struct Nothing : IJob
    {
        public void Run(int part) { }
    }

    private readonly struct Burst<T> : IJob
        where T : unmanaged, ISimd<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int part)
        {
            T x = T.Broadcast(0.999f),
                y = T.Broadcast(0.001f * (part + 1));
            T a = y,
                b = y,
                c = y,
                d = y,
                e = y,
                f = y,
                g = y,
                h = y,
                i = y,
                j = y,
                k = y,
                l = y;
            for (int turn = 0; turn < Turns; turn++)
            {
                a = T.MultiplyAdd(a, x, y);
                b = T.MultiplyAdd(b, x, y);
                c = T.MultiplyAdd(c, x, y);
                d = T.MultiplyAdd(d, x, y);
                e = T.MultiplyAdd(e, x, y);
                f = T.MultiplyAdd(f, x, y);
                g = T.MultiplyAdd(g, x, y);
                h = T.MultiplyAdd(h, x, y);
                i = T.MultiplyAdd(i, x, y);
                j = T.MultiplyAdd(j, x, y);
                k = T.MultiplyAdd(k, x, y);
                l = T.MultiplyAdd(l, x, y);
            }

            Use(a + b + c + d + e + f + g + h + i + j + k + l);
        }

        // What nobody takes, the compiler need not compute.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Use(T value)
        {
            if (float.IsNaN(T.Sum(value)))
                throw new InvalidOperationException("The multiply-adds went astray.");
        }
    }
}
