using System.Text.RegularExpressions;

namespace Pinhole.ModelFiles.Importing;

/// <summary>
/// The order of layers, as far as their names show it: encoder, mean, log-variance, decoder; and within one of these by
/// the numbers in the names, where 10 comes after 9. Files have no order of their own.
/// </summary>
internal static partial class LayerOrder
{
    private const int Encoder = 0;
    private const int Mean = 1;
    private const int LogVariance = 2;
    private const int Decoder = 3;

    private static readonly string[] Means = ["mu", "mean"];
    private static readonly string[] Variances = ["var", "logvar", "variance", "logvariance"];

    /// <summary>Sorts layers; alphabetically where <see cref="IsKnown"/> is false.</summary>
    public static IComparer<ForeignLayer> Comparer { get; } =
        Comparer<ForeignLayer>.Create(
            (a, b) =>
                (Side(a.Name) ?? Encoder, Side(b.Name) ?? Encoder) is (int one, int other) && one != other
                    ? one.CompareTo(other)
                    : ByNumbers(a.Name, b.Name).Order
        );

    /// <summary>Whether a layer's name shows that it belongs to the encoder.</summary>
    public static bool IsOfEncoder(ForeignLayer layer) => Side(layer.Name) == Encoder;

    /// <summary>Whether the names show which of two layers comes first.</summary>
    public static bool IsKnown(ForeignLayer first, ForeignLayer second)
    {
        int? one = Side(first.Name),
            other = Side(second.Name);
        return one == other ? ByNumbers(first.Name, second.Name).ByNumber : one is not null && other is not null;
    }

    /// <summary>The position that a layer's name shows; null if it shows none.</summary>
    private static int? Side(string name)
    {
        string[] words = [.. Words().Matches(name).Select(match => match.Value.ToLowerInvariant())];
        return words switch
        {
            _ when Array.Exists(words, word => word.StartsWith("dec", StringComparison.Ordinal)) => Decoder,
            _ when Array.Exists(words, Variances.Contains) => LogVariance,
            _ when Array.Exists(words, Means.Contains) => Mean,
            _ when Array.Exists(words, word => word.StartsWith("enc", StringComparison.Ordinal)) => Encoder,
            _ => null,
        };
    }

    /// <summary>
    /// Compares two names at the first place where they differ, and says whether both have a number there.
    /// </summary>
    private static (int Order, bool ByNumber) ByNumbers(string a, string b)
    {
        string[] first = [.. Parts().Matches(a).Select(match => match.Value)],
            second = [.. Parts().Matches(b).Select(match => match.Value)];
        int at = first.Zip(second).TakeWhile(pair => pair.First == pair.Second).Count();
        if (at == first.Length || at == second.Length)
            return (first.Length.CompareTo(second.Length), false);
        // Longer numbers are larger, once zeros in front are gone.
        string one = first[at].TrimStart('0'),
            other = second[at].TrimStart('0');
        return char.IsAsciiDigit(first[at][0]) && char.IsAsciiDigit(second[at][0]) && one != other
            ? (
                one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other),
                true
            )
            : (string.CompareOrdinal(first[at], second[at]), false);
    }

    [GeneratedRegex("[A-Z]*[a-z]+|[A-Z]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex("[0-9]+|[^0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
