using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary><c>runs [FOLDER]</c>: what was trained, and what came out.</summary>
internal sealed class RunsVerb : Verb
{
    private readonly Argument<string> _folder = new("FOLDER")
    {
        HelpName = "FOLDER",
        Description = "Where the runs are.",
        DefaultValueFactory = _ => RunPlace.Runs,
    };

    public RunsVerb()
        : base("runs", "List the runs: data, model, figures, and which can go on.", "pinhole runs") => Add(_folder);

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string folder = parsed.GetRequiredValue(_folder);
        if (string.IsNullOrWhiteSpace(folder))
            throw new InputException("FOLDER is empty; name a folder of runs, or leave it out");
        RunTable.Print(terminal, folder, RunList.Find(folder));
        return ExitCodes.Success;
    }
}
