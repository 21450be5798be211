using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Verbs;

/// <summary>A verb of the command line, such as <c>train</c>.</summary>
internal abstract class Verb : Command
{
    protected const string DataDescription =
        "A built-in generator's name, a file (csv, tsv, npy, npz, idx, bed, nii, gzip too; png, jpeg, pgm, ppm, pbm), "
        + "a folder of images or of volumes, or a database.";

    /// <param name="name">The word.</param>
    /// <param name="description">What it does, in one line.</param>
    /// <param name="example">A command that works.</param>
    protected Verb(string name, string description, string example)
        : base(name, description)
    {
        Example = example;
        SetAction(parsed =>
            Run(parsed, new Terminal(parsed.GetValue(SharedOptions.Quiet), parsed.GetValue(SharedOptions.Json)))
        );
    }

    /// <summary>A command that works, for the help page.</summary>
    public string Example { get; }

    /// <summary>Runs the verb.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    protected abstract int Run(ParseResult parsed, Terminal terminal);

    /// <summary>An argument that must be there.</summary>
    protected Argument<string> Required(string name, string description)
    {
        Argument<string> argument = new(name) { HelpName = name, Description = description };
        Add(argument);
        return argument;
    }

    protected Argument<string> RequiredModel() => Required("MODEL", "A run folder, or a model file.");

    protected Argument<string> RequiredData() => Required("DATA", DataDescription);

    /// <summary>Shows the remarks on how data were read.</summary>
    protected static void SayRemarks(Terminal terminal, Dataset data)
    {
        foreach (string remark in data.Remarks)
            terminal.Say($"note   {remark}");
    }

    /// <summary>Refuses rows whose size does not fit the model.</summary>
    protected static void RequireWidth(Autoencoder model, Dataset data)
    {
        if (data.Schema.Image is ImageShape given && model.Schema.Image is ImageShape taken && given != taken)
            throw new InputException(
                $"{data.Name} has images of {Describe.Size(given)}, but the model takes {Describe.Size(taken)}; resize "
                    + "them first"
            );
        if (data.Columns == model.Columns)
            return;
        string advice =
            data.Columns == model.Columns + 1
                ? "if one column holds labels, name it with --labels"
                : "give data like those it was trained on";
        throw new InputException(
            $"{data.Name} has rows of {data.Columns} columns, but the model takes {model.Columns}; {advice}"
        );
    }

    /// <summary>Adds options in the order in which help shows them.</summary>
    protected void AddAll(params ReadOnlySpan<Option> options)
    {
        foreach (Option option in options)
            Add(option);
    }
}
