using System.Globalization;

namespace Pinhole.Data.Readers;

/// <summary>What a cell of a table in text says.</summary>
internal static class TextCell
{
    // Marks that tables have for numbers that are not there, in small letters.
    private static readonly string[] Missing = ["", "?", "-", "na", "n/a", "nan", "null", "none", "#n/a"];

    private const int LongestNumber = 64;

    /// <summary>Whether nothing is there, or a mark that says so.</summary>
    public static bool IsMissing(string text) => Missing.Contains(text.Trim().ToLowerInvariant());

    /// <summary>Reads a number.</summary>
    /// <param name="text">The cell, in UTF-8.</param>
    /// <param name="decimalComma">Whether a comma stands before the decimals.</param>
    /// <param name="value">Receives it; it may be infinite.</param>
    /// <returns>False where the cell is no number.</returns>
    public static bool TryNumber(ReadOnlySpan<byte> text, bool decimalComma, out float value)
    {
        if (!decimalComma || text.Length > LongestNumber)
            return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || IsInfinity(text, out value);
        Span<byte> point = stackalloc byte[text.Length];
        text.CopyTo(point);
        int comma = text.IndexOf((byte)',');
        if (comma >= 0)
            point[comma] = (byte)'.';
        return float.TryParse(point, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || IsInfinity(text, out value);
    }

    // As C and Python write it.
    private static bool IsInfinity(ReadOnlySpan<byte> text, out float value)
    {
        value = float.PositiveInfinity;
        ReadOnlySpan<byte> word = text.Trim(" +-"u8);
        return word.Length == 3 && (word[0] | 0x20) == 'i' && (word[1] | 0x20) == 'n' && (word[2] | 0x20) == 'f';
    }
}
