using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Pinhole.Cli.Verbs;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// The help of a verb: what it does, how to write it, the options that most people need (or all) in groups, and an
/// example.
/// </summary>
/// <param name="all">Whether to show all options.</param>
internal sealed class HelpPage(bool all) : SynchronousCommandLineAction
{
    // A verb with at most this many options shows them all.
    private const int Few = 14;

    public override bool ClearsParseErrors => true;

    /// <summary>The option that shows all options of a verb.</summary>
    public static Option<bool> AllOption()
    {
        Option<bool> option = OptionKinds.Flag("--help-all", "Show help with all options.", recursive: true);
        option.Action = new HelpPage(all: true);
        return option;
    }

    /// <summary>Shows the page and returns success.</summary>
    public static int Show(ParseResult parsed) => new HelpPage(all: false).Invoke(parsed);

    /// <summary>The words after pinhole, such as "data make".</summary>
    public static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is Command parent and not RootCommand
            ? $"{FullName(parent)} {command.Name}"
            : command.Name;

    public override int Invoke(ParseResult parseResult)
    {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        int width = Console.IsOutputRedirected ? int.MaxValue : Math.Max(40, Console.WindowWidth);
        Command command = parseResult.CommandResult.Command;
        if (command is Verb verb)
        {
            Write(output, width, verb, parseResult.RootCommandResult.Command);
        }
        else
        {
            HelpAction usual = new() { MaxWidth = width };
            usual.Invoke(parseResult);
        }

        string[] examples = [.. Examples(command)];
        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (string line in examples)
            output.WriteLine($"  {line}");
        return ExitCodes.Success;
    }

    private void Write(TextWriter output, int width, Verb verb, Command root)
    {
        string name = $"pinhole {FullName(verb)}";
        Option[] options =
        [
            .. verb.Options.Concat(root.Options.Where(option => option.Recursive)).Where(option => !option.Hidden),
        ];
        bool whole = all || options.Length <= Few;
        (string Title, Option[] Options)[] groups = [.. HelpGroups.Of(options, whole)];
        (string, string?)[] arguments =
        [
            .. verb.Arguments.Select(argument => ($"<{argument.HelpName}>", argument.Description)),
        ];
        int left = arguments
            .Select(argument => argument.Item1)
            .Concat(groups.SelectMany(group => group.Options.Select(Written)))
            .Max(text => text.Length);

        output.WriteLine($"Description:\n  {verb.Description}\n\nUsage:");
        output.WriteLine($"  {name} {string.Concat(verb.Arguments.Select(Used))}[options]\n");
        if (arguments.Length > 0)
            WriteLines(output, "Arguments", arguments, left, width);
        foreach ((string title, Option[] shown) in groups)
            WriteLines(
                output,
                title,
                shown.Select(option => (Written(option), (string?)Explained(option))),
                left,
                width
            );
        if (!whole)
            output.WriteLine($"{name} --help-all shows all {options.Length} options.\n");
    }

    private static string Used(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0 ? $"[<{argument.HelpName}>] " : $"<{argument.HelpName}> ";

    private static string Written(Option option) =>
        option.Arity.MaximumNumberOfValues == 0 || option.HelpName is null
            ? option.Name
            : $"{option.Name} <{option.HelpName}>";

    private static string Explained(Option option) =>
        option.HasDefaultValue && option.Arity.MaximumNumberOfValues > 0
            ? FormattableString.Invariant($"{option.Description?.TrimEnd('.')}; default: {option.GetDefaultValue()}.")
            : option.Description ?? "";

    private static void WriteLines(
        TextWriter output,
        string title,
        IEnumerable<(string Name, string? Text)> lines,
        int left,
        int width
    )
    {
        output.WriteLine($"{title}:");
        foreach ((string name, string? text) in lines)
        {
            string start = $"  {name.PadRight(left)}  ";
            foreach (string line in Wrapped(text ?? "", Math.Max(20, width - start.Length - 1)))
            {
                output.WriteLine($"{start}{line}");
                start = new string(' ', start.Length);
            }
        }

        output.WriteLine();
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    private static IEnumerable<string> Examples(Command command) =>
        command is Verb verb ? [verb.Example] : command.Subcommands.SelectMany(Examples);
}
