using System.Text.Json;

namespace Pinhole.Pieces;

/// <summary>The names of the values of an enumeration: lower case, words joined by hyphens.</summary>
/// <typeparam name="TValue">The enumeration.</typeparam>
public sealed class ChoiceNames<TValue>
    where TValue : struct, Enum
{
    private readonly (string Name, TValue Value)[] _pairs;

    /// <summary>Names for some values.</summary>
    /// <param name="noun">What one of them is, such as "activation".</param>
    /// <param name="pairs">The values and their names; empty for all values with their C# names.</param>
    public ChoiceNames(string noun, params (string Name, TValue Value)[] pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        Noun = noun;
        _pairs =
            pairs.Length > 0
                ? pairs
                :
                [
                    .. Enum.GetValues<TValue>()
                        .Select(value => (JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}"), value)),
                ];
        All = [.. _pairs.Select(pair => pair.Name)];
    }

    /// <summary>What one of them is, such as "activation".</summary>
    public string Noun { get; }

    /// <summary>All names.</summary>
    public IReadOnlyList<string> All { get; }

    /// <summary>The value with a name.</summary>
    /// <param name="name">One of <see cref="All"/>.</param>
    /// <exception cref="InputException">There is no such name.</exception>
    public TValue Find(string name)
    {
        foreach ((string own, TValue value) in _pairs)
        {
            if (own == name)
                return value;
        }

        throw new InputException(Suggestion.Unknown(Noun, name, All));
    }

    /// <summary>The name of a value; its number if it has no name.</summary>
    /// <param name="value">The value.</param>
    public string Of(TValue value)
    {
        foreach ((string name, TValue own) in _pairs)
        {
            if (EqualityComparer<TValue>.Default.Equals(own, value))
                return name;
        }

        return value.ToString("D");
    }
}
