using System.CommandLine;
using System.CommandLine.Parsing;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Cli.Parsing;

/// <summary>The options that mean the same wherever they occur.</summary>
internal static class SharedOptions
{
    public const string OutName = "--out";

    public static Option<bool> Json { get; } = OptionKinds.Flag("--json", "Print one JSON object on standard output, and nothing else there.", recursive: true);

    public static Option<bool> Quiet { get; } = OptionKinds.Flag("--quiet", "Print no progress and no remarks.", recursive: true);

    public static Option<bool> Debug { get; } = OptionKinds.Flag("--debug", "Add the stack trace to an error.", recursive: true);

    public static Option<bool> Force { get; } = OptionKinds.Flag("--force", "Overwrite what is there.");

    public static Option<int> Threads { get; } = OptionKinds.Number("--threads", "Threads that compute; all cores without it. The results are the same.", 1);

    public static Option<ulong> Seed { get; } = OptionKinds.Number("--seed", "Where all randomness starts from: the same seed gives the same result.", 0UL, 1UL);

    public static Option<long> Rows { get; } = OptionKinds.Number("--rows", "How many rows to generate, for built-in data.", 1L, new DataOptions().Rows);

    public static Option<string?> Labels { get; } = new("--labels")
    {
        HelpName = "COLUMN|FILE|auto",
        Description = "Where the labels are: a CSV column's name, a file with one label a row, 'last' for the last CSV column, or 'auto' to look for them.",
    };

    /// <summary>The option for what a verb writes.</summary>
    /// <param name="description">What that is.</param>
    /// <param name="standard">Where it goes when nothing is said; null where the verb finds a place by itself.</param>
    public static Option<string?> Out(string description, string? standard = null)
    {
        Option<string?> option = new(OutName) { HelpName = "PATH", Description = description };
        if (standard is not null)
            option.DefaultValueFactory = _ => standard;
        return option;
    }

    /// <summary>Opens the data that a verb was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="address">A generator's name or a file.</param>
    /// <param name="seed">The seed of a generator.</param>
    public static Dataset OpenData(ParseResult parsed, string address, ulong seed)
    {
        if (BuiltInGenerators.Find(address) is null && IsGiven(parsed, Rows))
            throw new InputException($"--rows is for built-in data ({string.Join(", ", BuiltInGenerators.Names)}), not for {address}; leave it out");
        return Dataset.Open(address, new DataOptions { Labels = parsed.GetValue(Labels), Rows = parsed.GetValue(Rows), Seed = seed });
    }

    /// <summary>The processor's kernels, on as many threads as were asked for.</summary>
    public static Kernels CreateKernels(ParseResult parsed) => CpuKernels.Create(ThreadCount(parsed));

    /// <summary>How many threads compute.</summary>
    public static int ThreadCount(ParseResult parsed)
    {
        const int most = 1024;
        int threads = parsed.GetValue(Threads);
        if (threads > most)
            throw new InputException($"--threads {threads} is too many; give at most {most}, best as many as there are cores ({Environment.ProcessorCount})");
        return threads == 0 ? Environment.ProcessorCount : threads;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is OptionResult { Implicit: false };
}
