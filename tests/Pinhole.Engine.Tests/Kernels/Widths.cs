using System.Runtime.Intrinsics;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Tests.Kernels;

/// <summary>The CPU kernels in each vector width that this processor has.</summary>
public static class Widths
{
    private static readonly Dictionary<int, Lazy<Device>> Devices = new()
    {
        [1] = new(() => new CpuKernels<Simd1>(new WorkerPool(threads: 2, cores: 2))),
        [4] = new(() => new CpuKernels<Simd128>(new WorkerPool(threads: 2, cores: 2))),
        [8] = new(() => new CpuKernels<Simd256>(new WorkerPool(threads: 2, cores: 2))),
        [16] = new(() => new CpuKernels<Simd512>(new WorkerPool(threads: 2, cores: 2))),
    };

    /// <summary>The numbers of lanes, for theories.</summary>
    public static TheoryData<int> Supported { get; } = [.. Find()];

    internal static int Widest => Find().Max();

    internal static Device Get(int lanes) => Devices[lanes].Value;

    private static IEnumerable<int> Find()
    {
        yield return 1;
        if (Vector128.IsHardwareAccelerated)
            yield return 4;
        if (Vector256.IsHardwareAccelerated)
            yield return 8;
        if (Vector512.IsHardwareAccelerated)
            yield return 16;
    }
}
