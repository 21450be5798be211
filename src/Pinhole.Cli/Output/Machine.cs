using System.Runtime.InteropServices;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Cli.Output;

/// <summary>What figures were measured on.</summary>
internal static class Machine
{
    private const string Processors = "/proc/cpuinfo";
    private const string Model = "model name";

    /// <summary>Threads, processor, width of its vectors and runtime, in one line.</summary>
    /// <param name="threads">How many threads compute.</param>
    public static string Describe(int threads) =>
        $"{Figures.Count(threads, "thread")}, {Processor()}, vectors of {32 * CpuKernels.Lanes} bits, "
        + $"{RuntimeInformation.FrameworkDescription}";

    private static string Processor()
    {
        string? line = File.Exists(Processors)
            ? File.ReadLines(Processors).FirstOrDefault(one => one.StartsWith(Model, StringComparison.Ordinal))
            : null;
        return line is null ? $"{RuntimeInformation.ProcessArchitecture}" : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
