using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Pinhole.Cli.Verbs;

namespace Pinhole.Cli.Parsing;

/// <summary>The help of a verb: the usual page, and an example below.</summary>
internal sealed class HelpPage : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <summary>Shows the page; not a failure.</summary>
    public static int Show(ParseResult parsed) => new HelpPage().Invoke(parsed);

    /// <summary>The words after pinhole, such as "data make".</summary>
    public static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is Command parent and not RootCommand
            ? $"{FullName(parent)} {command.Name}"
            : command.Name;

    public override int Invoke(ParseResult parseResult)
    {
        HelpAction usual = new();
        if (!Console.IsOutputRedirected)
            usual.MaxWidth = Math.Max(40, Console.WindowWidth);
        usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        string[] examples = [.. Examples(parseResult.CommandResult.Command)];
        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (string line in examples)
            output.WriteLine($"  {line}");
        return ExitCodes.Success;
    }

    private static IEnumerable<string> Examples(Command command) =>
        command is Verb verb ? [verb.Example] : command.Subcommands.SelectMany(Examples);
}
