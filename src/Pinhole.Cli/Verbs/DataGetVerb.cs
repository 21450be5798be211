using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;

namespace Pinhole.Cli.Verbs;

/// <summary><c>data get NAME</c>: fetches data that everybody in the field knows, once.</summary>
internal sealed class DataGetVerb : Verb
{
    private readonly Argument<string> _name;
    private readonly Option<string?> _out = SharedOptions.Out(
        "The folder to fetch to; a folder of the user's cache without it, where reproduce looks too."
    );
    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "ADDRESS",
        Description = "A mirror: the address of a folder that has the files, packed with gzip.",
    };

    public DataGetVerb()
        : base("get", "Fetch data that everybody in the field knows, and check them.", "pinhole data get mnist")
    {
        _name = Required("NAME", $"Which data: {string.Join(", ", KnownData.Names)}.");
        AddAll(_from, _out);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string name = parsed.GetRequiredValue(_name);
        IReadOnlyList<string> files = KnownData.Files(name);
        string folder = parsed.GetValue(_out) ?? Path.Combine(KnownDataDownload.Cache, name);
        using Interruption interruption = new(() => { });
        interruption.Heed();
        int fetched;
        try
        {
            fetched = WorkProgressBar.Run(terminal, $"fetching {name}", progress =>
                KnownDataDownload
                    .GetAsync(name, folder, parsed.GetValue(_from), progress, interruption.Token)
                    .GetAwaiter()
                    .GetResult()
            );
        }
        catch (OperationCanceledException)
        {
            ExitCodes.Complain(
                $"interrupted; what has come of {name} is kept in {folder}, and the same command goes on from there"
            );
            return ExitCodes.Interrupted;
        }

        if (terminal.Json)
        {
            terminal.PrintJson(json =>
            {
                json.WriteString("name", name);
                json.WriteString("folder", folder);
                json.WriteNumber("fetched", fetched);
            });
            return ExitCodes.Success;
        }

        terminal.Print($"{name} is in {folder}{(fetched == 0 ? ", and was before" : "")}");
        terminal.Print($"next: {Shell.Command("train", Path.Combine(folder, $"{files[0]}.gz"))}");
        return ExitCodes.Success;
    }
}
