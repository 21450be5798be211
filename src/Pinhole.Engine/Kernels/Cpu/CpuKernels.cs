using System.Runtime.Intrinsics;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// Kernels for the processor, in the widest vectors it has: AVX-512, AVX2, 128-bit (SSE or Arm) or none.
/// </summary>
public static class CpuKernels
{
    private static readonly Lazy<Kernels> LazyShared = new(() => Create());

    /// <summary>The default kernels, which use all cores and live as long as the process.</summary>
    public static Kernels Shared => LazyShared.Value;

    /// <summary>How many floats the processor works on at once: 16, 8, 4 or 1.</summary>
    public static int Lanes =>
        Vector512.IsHardwareAccelerated ? Simd512.Lanes
        : Vector256.IsHardwareAccelerated ? Simd256.Lanes
        : Vector128.IsHardwareAccelerated ? Simd128.Lanes
        : Simd1.Lanes;

    /// <summary>Kernels on a number of threads; the results do not depend on it.</summary>
    /// <param name="threads"> The number of threads, including the caller's; 0 for one per core. No more than one per
    /// core are started, because they would only take turns. </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public static Kernels Create(int threads = 0) => Create(threads, Environment.ProcessorCount);

    /// <summary>The same on a machine with a given number of cores.</summary>
    internal static Kernels Create(int threads, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        WorkerPool pool = new(threads == 0 ? cores : threads, cores);
        return Lanes switch
        {
            16 => new CpuKernels<Simd512>(pool),
            8 => new CpuKernels<Simd256>(pool),
            4 => new CpuKernels<Simd128>(pool),
            _ => new CpuKernels<Simd1>(pool),
        };
    }
}
