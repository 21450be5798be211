using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Pinhole.Benchmarks.Kernels;

Option<string[]> cases = new("--case") { Description = "Only cases with one of these in their names, such as 784x256" };
Option<int> threads = new("--threads")
{
    Description = "Threads that compute",
    DefaultValueFactory = _ => Environment.ProcessorCount,
};
Option<bool> brief = new("--brief") { Description = "A look in a few seconds, without the large cases" };
Option<bool> json = new("--json") { Description = "A JSON line for each case" };

RootCommand root = new("Times the kernels that training spends its time in, beside what the cores can do at best.")
{
    cases,
    threads,
    brief,
    json,
};
root.SetAction(result =>
{
    bool isBrief = result.GetValue(brief),
        lines = result.GetValue(json);
    string[] wanted = result.GetValue(cases)!;
    KernelBenchmark.Threads = result.GetValue(threads);
    KernelBenchmark.Cases =
    [
        .. KernelCase
            .All.Where(item => !isBrief || item.Lengths.Sum() < 2_000_000)
            .Select(item => item.Name)
            .Where(name =>
                wanted.Length == 0 || wanted.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase))
            ),
    ];
    if (KernelBenchmark.Cases.Count == 0)
    {
        Console.Error.WriteLine(
            $"no case has {string.Join(" or ", wanted)} in its name; leave --case out to see them all"
        );
        return 2;
    }

    if (!lines)
    {
        Machine machine = KernelBenchmark.Machine;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{KernelBenchmark.Threads} threads: peak {machine.Peak():F0} GFLOP/s, fork-join "
                    + $"{machine.ForkJoin():F2} microseconds\n"
            )
        );
    }

    Summary summary = BenchmarkRunner.Run<KernelBenchmark>(Settings(isBrief));
    if (!lines)
        MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Ascii);
    Figures?[] figures = [.. summary.Reports.Select(Figures.Of)];
    foreach (Figures? found in figures)
    {
        if (lines && found is not null)
            Console.WriteLine(found.ToJson());
    }

    return figures.Length == KernelBenchmark.Cases.Count && !figures.Contains(null) ? 0 : 1;
});
return root.Parse(args).Invoke();

// In this process: one runtime for all cases keeps the whole run to a few minutes.
static IConfig Settings(bool isBrief) =>
    ManualConfig
        .CreateEmpty()
        .AddJob(
            Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithIterationTime(TimeInterval.FromMilliseconds(isBrief ? 5 : 100))
                .WithWarmupCount(isBrief ? 1 : 5)
                .WithIterationCount(isBrief ? 3 : 15)
        )
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddColumnProvider(DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
        .AddColumn(FigureColumn.All)
        .AddLogger(NullLogger.Instance)
        .WithOrderer(new DeclaredOrder())
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60))
        .WithOptions(ConfigOptions.DisableLogFile);
