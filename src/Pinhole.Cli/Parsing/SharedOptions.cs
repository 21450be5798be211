using System.CommandLine;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models;

namespace Pinhole.Cli.Parsing;

/// <summary>The options that mean the same for all verbs.</summary>
internal static class SharedOptions
{
    public const string OutName = "--out";

    public static Option<bool> Json { get; } =
        OptionKinds.Flag("--json", "Print the result as one JSON object on standard output.", recursive: true);

    public static Option<bool> Quiet { get; } =
        OptionKinds.Flag("--quiet", "Print no progress and no remarks.", recursive: true);

    public static Option<bool> Debug { get; } =
        OptionKinds.Flag("--debug", "Add the stack trace to an error.", recursive: true);

    public static Option<bool> Force { get; } = OptionKinds.Flag("--force", "Overwrite existing output.");

    public static Option<int> Threads { get; } =
        OptionKinds.Number("--threads", "Number of threads, without effect on results; default: all cores.", 1);

    public static Option<ulong> Seed { get; } =
        OptionKinds.Number("--seed", "The seed of all randomness; the same seed gives the same result.", 0UL, 1UL);

    public static Option<long> Rows { get; } =
        OptionKinds.Number("--rows", "The number of rows to generate, for built-in data.", 1L, new DataOptions().Rows);

    public static Option<string?> Labels { get; } =
        new("--labels")
        {
            HelpName = "COLUMN|FILE|auto",
            Description =
                "Labels of rows: a CSV column, an npz array, a file with one label per row, 'last' for the last CSV "
                + "column, 'phenotype' for PLINK, or 'auto' to search.",
        };

    public static Option<string?> Id { get; } =
        new("--id")
        {
            HelpName = "COLUMN",
            Description = "The CSV column that identifies rows: not data, but copied to the output.",
        };

    public static Option<string?> Ignore { get; } =
        new("--ignore") { HelpName = "COLUMNS", Description = "CSV columns to leave out, separated by commas." };

    public static Option<bool> Transpose { get; } =
        OptionKinds.Flag("--transpose", "Take the columns of a Matrix Market file as rows, such as for genes × cells.");

    public static Option<string?> Context { get; } =
        new("--context")
        {
            HelpName = "COLUMNS|FILE",
            Description =
                "Additional input of a conditional model: CSV columns such as age,sex, or a file with as many rows.",
        };

    public static Option<string?> Targets { get; } =
        new("--targets")
        {
            HelpName = "COLUMNS|FILE|labels",
            Description =
                "What to predict instead of the row itself: CSV columns, a file with as many rows, or 'labels' for the "
                + "class.",
        };

    /// <summary>The options for reading files.</summary>
    public static IReadOnlyList<Option> Reading { get; } =
    [Labels, Id, Ignore, Transpose, ImageOptions.Size, ImageOptions.Color, ImageOptions.Patch];

    /// <summary>The option for what a verb writes.</summary>
    /// <param name="description">What that is.</param>
    /// <param name="standard">The default; null where the verb chooses a place.</param>
    public static Option<string?> Out(string description, string? standard = null)
    {
        Option<string?> option = new(OutName) { HelpName = "PATH", Description = description };
        if (standard is not null)
            option.DefaultValueFactory = _ => standard;
        return option;
    }

    /// <summary>Opens the data that a verb was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="address">A generator's name, a file or a folder of images.</param>
    /// <param name="seed">The seed of a generator.</param>
    /// <param name="model">The model that will use the rows; it knows the names of its context and target columns, and
    /// the size and color of its images.</param>
    public static Dataset OpenData(ParseResult parsed, string address, ulong seed, Autoencoder? model = null)
    {
        RequireRows(parsed, address);
        DataOptions options = Apply(parsed, new DataOptions());
        Dataset rows = Dataset.Open(address, options with { Like = model?.Schema, Seed = seed });
        if (rows.Context is null && Take(ref rows, model?.Schema.Context) is Dataset context)
            rows = rows.WithContext(context);
        return rows.Targets is null && Take(ref rows, model?.Schema.Targets) is Dataset targets
            ? rows.WithTargets(targets)
            : rows;
    }

    /// <summary>Refuses a number of rows for data that are not generated.</summary>
    public static void RequireRows(ParseResult parsed, string address)
    {
        if (BuiltInGenerators.Find(address) is null && parsed.IsGiven(Rows))
            throw new InputException(
                $"--rows is for built-in data ({string.Join(", ", BuiltInGenerators.Names)}), not for {address}; "
                    + "leave it out"
            );
    }

    /// <summary>How to read data: the settings with the given options applied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The settings without any options.</param>
    public static DataOptions Apply(ParseResult parsed, DataOptions start) =>
        start with
        {
            Labels = parsed.GetValue(Labels) ?? start.Labels,
            Id = parsed.GetValue(Id) ?? start.Id,
            Ignore = parsed
                .GetValue(Ignore)
                ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                ?? start.Ignore,
            Transpose = parsed.Given(Transpose) ?? start.Transpose,
            ImageSize = parsed.GetValue(ImageOptions.Size) ?? start.ImageSize,
            Color = parsed.GetValue(ImageOptions.Color) is string color
                ? EnumNames.Find<ImageColor>(color)
                : start.Color,
            Patch = parsed.GetValue(ImageOptions.Patch) ?? start.Patch,
            Context = parsed.GetValue(Context) ?? start.Context,
            Targets = parsed.GetValue(Targets) ?? start.Targets,
            Rows = parsed.Given(Rows) ?? start.Rows,
        };

    // Rows for a model may include its context and target columns, which are taken out of the rows here.
    private static Dataset? Take(ref Dataset rows, Schema? side)
    {
        if (
            rows.Schema.ColumnNames is not { } names
            || side?.ColumnNames is not { } wanted
            || !wanted.All(names.Contains)
        )
            return null;
        List<string> all = [.. names];
        rows = rows.WithoutColumns([.. wanted.Select(name => all.IndexOf(name))], out Dataset taken);
        return taken;
    }

    /// <summary>The processor's kernels, with --threads threads.</summary>
    public static Kernels CreateKernels(ParseResult parsed) => CpuKernels.Create(ThreadCount(parsed));

    /// <summary>How many threads compute.</summary>
    public static int ThreadCount(ParseResult parsed)
    {
        const int most = 1024;
        int threads = parsed.GetValue(Threads);
        if (threads > most)
            throw new InputException(
                $"--threads {threads} is too many; give at most {most}, best as many as there are cores "
                    + $"({Environment.ProcessorCount})"
            );
        return threads == 0 ? Environment.ProcessorCount : threads;
    }
}
