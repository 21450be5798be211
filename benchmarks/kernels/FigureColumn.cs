using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Pinhole.Benchmarks.Kernels;

/// <summary>A column of BenchmarkDotNet's table with one of our figures.</summary>
internal sealed class FigureColumn(string name, string legend, string format, Func<Figures, double?> figure) : IColumn
{
    public static IColumn[] All { get; } =
    [
        new FigureColumn("ms", "Median time of a call in milliseconds", "F4", figures => figures.Milliseconds),
        new FigureColumn("GFLOP/s", "Floating-point operations a nanosecond", "F0", figures => figures.Gflops),
        new FigureColumn("share of peak", "Of the higher of the two peaks", "P1", figures => figures.Share),
        new FigureColumn(
            "peak before",
            "What the cores' multiply-adds reach, right before, in GFLOP/s",
            "F0",
            figures => figures.PeakBefore
        ),
        new FigureColumn("peak after", "The same, right after", "F0", figures => figures.PeakAfter),
        new FigureColumn("GB/s", "Bytes read and written a nanosecond", "F1", figures => figures.GigabytesPerSecond),
        new FigureColumn("ns/element", "Nanoseconds an element", "F3", figures => figures.NanosecondsPerElement),
    ];

    public string Id => nameof(FigureColumn) + name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        Figures.Of(summary[benchmarkCase]) is Figures found && figure(found) is double value
            ? value.ToString(format, CultureInfo.InvariantCulture)
            : "-";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        GetValue(summary, benchmarkCase);

    public override string ToString() => name;
}
