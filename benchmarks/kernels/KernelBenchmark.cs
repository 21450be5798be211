using BenchmarkDotNet.Attributes;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Random;

namespace Pinhole.Benchmarks.Kernels;

/// <summary>
/// Each case on memory of its own, with the machine's peak measured right before and right after: a shared machine is
/// not always equally fast.
/// </summary>
public class KernelBenchmark
{
    private static readonly Dictionary<string, (double Before, double After)> MeasuredPeaks = [];
    private static readonly Lazy<Machine> LazyMachine = new(() => new Machine(Threads));
    private static readonly Lazy<Engine.Kernels.Kernels> LazyKernels = new(() => CpuKernels.Create(Threads));

    private KernelCase? _case;
    private Block[] _blocks = [];
    private double _peakBefore;

    /// <summary>Threads that compute; set before the run, which happens in this process.</summary>
    public static int Threads { get; set; } = 2;

    /// <summary>Which cases run; set before the run.</summary>
    public static IReadOnlyList<string> Cases { get; set; } = [];

    /// <summary>What the cases are measured on and beside.</summary>
    internal static Machine Machine => LazyMachine.Value;

    [ParamsSource(nameof(Cases))]
    public string Case { get; set; } = "";

    /// <summary>The machine's peak before and after a case, in GFLOP/s.</summary>
    public static (double Before, double After) Peaks(string name) => MeasuredPeaks.GetValueOrDefault(name);

    [GlobalSetup]
    public void Setup()
    {
        Console.Error.WriteLine(Case);
        Engine.Kernels.Kernels kernels = LazyKernels.Value;
        _case = KernelCase.All.Single(item => item.Name == Case);
        _blocks = [.. _case.Lengths.Select(length => kernels.Allocate(length).All)];
        Rng rng = new(1);
        float[] values = new float[1 << 16];
        foreach (Block block in _blocks)
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = rng.NextFloat();
            for (long start = 0; start < block.Length; start += values.Length)
            {
                int length = (int)Math.Min(values.Length, block.Length - start);
                kernels.Write(values.AsSpan(0, length), block.Slice(start, length));
            }
        }

        _peakBefore = Machine.Peak();
    }

    [Benchmark]
    public void Kernel() => _case!.Run(LazyKernels.Value, _blocks);

    [GlobalCleanup]
    public void Cleanup()
    {
        MeasuredPeaks[Case] = (_peakBefore, Machine.Peak());
        foreach (Block block in _blocks)
            block.Storage.Dispose();
    }
}
