using Pinhole.Models.Networks;

namespace Pinhole.Cli.Parsing;

/// <summary>What normalizations are called on the command line.</summary>
internal static class NormalizationNames
{
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<Normalization>().Select(Of)];

    /// <summary>The normalization of one of these names.</summary>
    public static Normalization Find(string name) => Enum.Parse<Normalization>(name, ignoreCase: true);

    /// <summary>The name of a normalization.</summary>
    public static string Of(Normalization normalization) => normalization.ToString().ToLowerInvariant();
}
