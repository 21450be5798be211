using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Pinhole.Data.Readers;

/// <summary>Parses a cell of a text table.</summary>
internal static partial class TextCell
{
    // Missing-value marks, in lower case.
    private static readonly string[] Missing = ["", "?", "-", "na", "n/a", "nan", "null", "none", "#n/a"];

    private const int MaximumLength = 64;

    // Code page 1252 differs from the first 256 characters of Unicode from 80 to 9F.
    private const string CodePage1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>Whether a cell is empty or has a missing-value mark.</summary>
    public static bool IsMissing(string text) => Missing.Contains(text.Trim().ToLowerInvariant());

    /// <summary>
    /// Reads a number. It may have thousands separators: <c>1,234.5</c>, and with decimal commas <c>1.234,5</c>.
    /// </summary>
    /// <param name="text">The cell, in UTF-8.</param>
    /// <param name="decimalComma">Whether the comma is the decimal separator.</param>
    /// <param name="value">Receives it; it may be infinite.</param>
    /// <returns>False if the cell is no number.</returns>
    public static bool TryNumber(ReadOnlySpan<byte> text, bool decimalComma, out float value)
    {
        if (TryPlain(text, out value))
            return true;
        int comma = text.IndexOf((byte)',');
        if (comma < 0 || text.Length > MaximumLength)
            return false;
        Span<byte> plain = stackalloc byte[text.Length];
        text.CopyTo(plain);
        if (!decimalComma)
            return ThousandsByCommas().IsMatch(Encoding.UTF8.GetString(text))
                && TryPlain(Without(plain, (byte)',', text.Length), out value);
        plain[comma] = (byte)'.';
        return TryPlain(plain, out value)
            || (
                ThousandsByPoints().IsMatch(Encoding.UTF8.GetString(text))
                && TryPlain(Without(plain, (byte)'.', comma), out value)
            );
    }

    /// <summary>Decodes a cell: UTF-8, or the code page of Windows in western Europe (1252).</summary>
    /// <param name="bytes">The cell.</param>
    /// <param name="isUtf8">Whether it is UTF-8.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, out bool isUtf8)
    {
        isUtf8 = Utf8.IsValid(bytes);
        return isUtf8 ? Encoding.UTF8.GetString(bytes) : string.Create(bytes.Length, bytes, (text, from) =>
            {
                for (int i = 0; i < text.Length; i++)
                    text[i] = from[i] is >= 0x80 and < 0xA0 ? CodePage1252[from[i] - 0x80] : (char)from[i];
            });
    }

    private static bool TryPlain(ReadOnlySpan<byte> text, out float value) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
        || IsInfinity(text, out value);

    // Removes thousands separators, in place.
    private static Span<byte> Without(Span<byte> number, byte mark, int end)
    {
        int length = 0;
        for (int i = 0; i < number.Length; i++)
        {
            if (i >= end || number[i] != mark)
                number[length++] = number[i];
        }

        return number[..length];
    }

    // The spelling of C and Python.
    private static bool IsInfinity(ReadOnlySpan<byte> text, out float value)
    {
        value = float.PositiveInfinity;
        ReadOnlySpan<byte> word = text.Trim(" +-"u8);
        return word.Length == 3 && (word[0] | 0x20) == 'i' && (word[1] | 0x20) == 'n' && (word[2] | 0x20) == 'f';
    }

    [GeneratedRegex(@"^ *[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)? *$", RegexOptions.CultureInvariant)]
    private static partial Regex ThousandsByCommas();

    [GeneratedRegex(@"^ *[+-]?[0-9]{1,3}(\.[0-9]{3})+,[0-9]+ *$", RegexOptions.CultureInvariant)]
    private static partial Regex ThousandsByPoints();
}
