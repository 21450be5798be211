using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;

namespace Pinhole.Cli.Verbs;

/// <summary><c>data get NAME</c>: downloads a well-known data set once.</summary>
internal sealed class DataGetVerb : Verb
{
    private readonly Argument<string> _name;
    private readonly Option<string?> _out = SharedOptions.Out(
        "The folder to download to; default: a folder of the user's cache, where reproduce also looks."
    );
    private readonly Option<string?> _from = new("--from")
    {
        HelpName = "ADDRESS",
        Description = "The address of a mirror: a folder with the same files, compressed with gzip.",
    };

    public DataGetVerb()
        : base("get", "Download a well-known data set and check its files.", "pinhole data get mnist")
    {
        _name = Required("NAME", $"The data set: {string.Join(", ", KnownData.Names)}.");
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
            fetched = WorkProgressBar.Run(terminal, $"downloading {name}", progress =>
                KnownDataDownload
                    .GetAsync(name, folder, parsed.GetValue(_from), progress, interruption.Token)
                    .GetAwaiter()
                    .GetResult()
            );
        }
        catch (OperationCanceledException)
        {
            ExitCodes.Complain(
                $"interrupted; the files of {name} so far are in {folder}; run the command again to continue"
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

        terminal.Print($"{name} {(fetched == 0 ? "was already" : "is")} in {folder}");
        terminal.Print($"next: {Shell.Command("train", Path.Combine(folder, $"{files[0]}.gz"))}");
        return ExitCodes.Success;
    }
}
