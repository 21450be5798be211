using System.Text.Json;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// The names of enumeration values on the command line: lower case, words joined by hyphens.
/// </summary>
internal static class EnumNames
{
    /// <summary>All names, in the order of the values.</summary>
    public static IReadOnlyList<string> All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    /// <summary>The value of one of these names.</summary>
    public static T Find<T>(string name)
        where T : struct, Enum => Enum.GetValues<T>().Single(value => Of(value) == name);

    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
