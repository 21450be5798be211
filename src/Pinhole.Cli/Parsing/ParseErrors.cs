using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Pinhole.Cli.Parsing;

/// <summary>Describes a mistake in the arguments in one line that says what is valid.</summary>
internal static class ParseErrors
{
    /// <summary>The first mistake, or null.</summary>
    public static string? Find(ParseResult parsed)
    {
        if (parsed.Action is HelpPage or VersionLine || IsSuggestion(parsed))
            return null;

        Command command = parsed.CommandResult.Command;
        // The parser takes a misspelt option for a value; it would be reported as something else, or not at all.
        foreach (Token token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type == TokenType.Argument && LooksLikeOption(token.Value))
                return UnknownOption(parsed, token.Value.Split('=')[0]);
        }

        if (parsed.UnmatchedTokens is [string first, ..])
        {
            return command.Subcommands.Count > 0
                ? Suggestion.Unknown("verb", first, [.. command.Subcommands.Select(verb => verb.Name)])
                : $"'{first}' is one argument too many; {Wanted(command)}";
        }

        return parsed.Errors is [ParseError error, ..] ? Explain(error, command) : null;
    }

    /// <summary>What to say where an argument is missing.</summary>
    public static string Missing(Command command, string argument) =>
        $"{command.Name} needs {argument}; {Wanted(command)}";

    // A shell that asks for completions sends an unfinished command: see docs/guide.md.
    private static bool IsSuggestion(ParseResult parsed) =>
        parsed.RootCommandResult.Command is RootCommand root
        && root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null);

    private static bool LooksLikeOption(string text) =>
        text is ['-', '-', _, ..] or ['-', not (>= '0' and <= '9' or '.' or '-')];

    private static string UnknownOption(ParseResult parsed, string name)
    {
        IEnumerable<Option> options = parsed.CommandResult.Command.Options.Concat(
            parsed.RootCommandResult.Command.Options.Where(option => option.Recursive)
        );
        return Suggestion.Unknown(
            "option",
            name,
            [.. options.Where(option => !option.Hidden).Select(option => option.Name).Distinct()]
        );
    }

    private static string Explain(ParseError error, Command command)
    {
        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        return (option, error.SymbolResult?.Tokens.Count) switch
        {
            ({ Option.Name: string name, Tokens.Count: 0 }, _) =>
                $"{name} needs a value; write {name} {option.Option.HelpName}",
            ({ Option.Name: string name, IdentifierTokenCount: > 1 }, _) =>
                $"{name} is given more than once; give it once",
            (null, 0) => Missing(command, (error.SymbolResult as ArgumentResult)?.Argument.HelpName ?? "more"),
            _ => error.Message,
        };
    }

    private static string Wanted(Command command) =>
        $"write pinhole {HelpPage.FullName(command)} "
        + $"{string.Join(' ', command.Arguments.Select(argument => argument.HelpName))}; see pinhole "
        + $"{HelpPage.FullName(command)} --help";
}
