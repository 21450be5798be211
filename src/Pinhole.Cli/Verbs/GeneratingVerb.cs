using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary>A verb that makes rows with a model and writes them to a file.</summary>
internal abstract class GeneratingVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Option<string?> _out;

    /// <param name="name">The word.</param>
    /// <param name="description">What it does, in one line.</param>
    /// <param name="example">A command that works.</param>
    protected GeneratingVerb(string name, string description, string example)
        : base(name, description, example)
    {
        _model = RequiredModel();
        _out = SharedOptions.Out(
            "The file to write: .npy, .csv, or .png for images; - for CSV on standard output; default: "
                + $"{name}.png for images, otherwise {name}.csv."
        );
    }

    /// <summary>The options that every such verb has, for the end of its help page.</summary>
    protected Option[] CommonOptions => [_out, SharedOptions.Force, SharedOptions.Seed, SharedOptions.Threads];

    /// <summary>Makes the rows.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The model.</param>
    /// <param name="across">Receives how many images a line of a picture has; null for a square.</param>
    protected abstract Dataset Generate(ParseResult parsed, Autoencoder model, out int? across);

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        string name = parsed.GetValue(_out) ?? "";
        string? claimed = name.Length > 0 ? RowsFile.Claim(terminal, name, parsed.GetValue(SharedOptions.Force)) : null;
        using Autoencoder model = RunFolder.Open(parsed.GetRequiredValue(_model), kernels).Model;
        string path = claimed
            ?? RowsFile.Claim(
                terminal,
                model.Schema.Image is null ? $"{Name}.csv" : $"{Name}.png",
                parsed.GetValue(SharedOptions.Force)
            );
        RowsFile.Require(path, model.Schema, $"what {Name} gives");
        Dataset rows = Generate(parsed, model, out int? across);
        RowsFile.Write(rows, path, across, model.Schema);
        RowsFile.Tell(terminal, path, rows.Rows, rows.Columns, Describe.Rows(rows.Schema));
        return ExitCodes.Success;
    }
}
