using System.Globalization;

namespace Pinhole.Pieces;

/// <summary>Numbers in texts for people, the same in every culture.</summary>
public static class Reading
{
    /// <summary>A setting, without trailing zeros: 0.001, 49, 9.33.</summary>
    /// <param name="value">The number.</param>
    public static string Number(double value) => WithMinus(value.ToString("G4", CultureInfo.InvariantCulture));

    /// <summary>A whole number: 60,000.</summary>
    /// <param name="value">The number.</param>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>With the minus sign in place of the hyphen.</summary>
    /// <param name="number">The text of a number.</param>
    public static string WithMinus(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return number.Replace('-', '−');
    }

    /// <summary>Names in a sentence: "step, exponential and plateau".</summary>
    /// <param name="names">The names, at least one.</param>
    public static string List(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count == 1 ? names[0] : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";
    }
}
