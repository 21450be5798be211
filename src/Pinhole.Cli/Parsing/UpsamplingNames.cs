using Pinhole.Models.Networks;

namespace Pinhole.Cli.Parsing;

/// <summary>What the ways of making images larger are called on the command line.</summary>
internal static class UpsamplingNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Upsampling>().Select(Of)];

    /// <summary>The way of one of these names.</summary>
    public static Upsampling Find(string name) => Enum.Parse<Upsampling>(name, ignoreCase: true);

    /// <summary>The name of a way.</summary>
    public static string Of(Upsampling upsampling) => upsampling.ToString().ToLowerInvariant();
}
