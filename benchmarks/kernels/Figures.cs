using System.Globalization;
using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Reports;

namespace Pinhole.Benchmarks.Kernels;

/// <summary>What was measured of a case, and what it says.</summary>
internal sealed class Figures
{
    private Figures(KernelCase kernel, BenchmarkReport report)
    {
        Case = kernel;
        Milliseconds = report.ResultStatistics!.Median / 1e6;
        AllocatedBytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
        (PeakBefore, PeakAfter) = KernelBenchmark.Peaks(kernel.Name);
    }

    public KernelCase Case { get; }

    /// <summary>The median.</summary>
    public double Milliseconds { get; }

    public long AllocatedBytes { get; }

    /// <summary>The machine's peak right before, in GFLOP/s.</summary>
    public double PeakBefore { get; }

    /// <summary>The machine's peak right after, in GFLOP/s.</summary>
    public double PeakAfter { get; }

    public double? Gflops => Case.Operations == 0 ? null : Case.Operations / Milliseconds / 1e6;

    /// <summary>The share of the higher of the two peaks, so that a machine that slowed down flatters nobody.</summary>
    public double? Share => Gflops / Math.Max(PeakBefore, PeakAfter);

    public double? GigabytesPerSecond => Case.Bytes == 0 ? null : Case.Bytes / Milliseconds / 1e6;

    public double? NanosecondsPerElement => Case.Bytes == 0 ? null : Milliseconds * 1e6 / Case.Lengths[0];

    /// <summary>The figures of one case; null if it could not be measured.</summary>
    public static Figures? Of(BenchmarkReport? report) =>
        report?.ResultStatistics is null
            ? null
            : new Figures(
                KernelCase.All.Single(item =>
                    item.Name == (string)report.BenchmarkCase.Parameters[nameof(KernelBenchmark.Case)]
                ),
                report
            );

    /// <summary>One line of JSON.</summary>
    public string ToJson()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("case", Case.Name);
            Write(writer, "milliseconds", Milliseconds);
            Write(writer, "gflops", Gflops);
            Write(writer, "peakGflops", Math.Max(PeakBefore, PeakAfter));
            Write(writer, "share", Share);
            writer.WriteNumber("allocatedBytes", AllocatedBytes);
            Write(writer, "gigabytesPerSecond", GigabytesPerSecond);
            Write(writer, "nanosecondsPerElement", NanosecondsPerElement);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Four digits are more than a shared machine is good for.
    private static void Write(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is double number)
            writer.WriteNumber(
                name,
                double.Parse(number.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            );
        else
            writer.WriteNull(name);
    }
}
