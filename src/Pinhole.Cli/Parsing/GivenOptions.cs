using System.CommandLine;

namespace Pinhole.Cli.Parsing;

/// <summary>Tells options that were given from defaults.</summary>
internal static class GivenOptions
{
    /// <summary>Whether an option was given.</summary>
    public static bool IsGiven(this ParseResult parsed, Option option) =>
        parsed.GetResult(option) is { Implicit: false };

    /// <summary>The value of an option, or null where it was not given.</summary>
    public static T? Given<T>(this ParseResult parsed, Option<T> option)
        where T : struct => parsed.IsGiven(option) ? parsed.GetValue(option) : null;
}
