using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Pinhole.Data.Readers;

/// <summary>What a cell of a table in text says.</summary>
internal static partial class TextCell
{
    // Marks that tables have for numbers that are not there, in small letters.
    private static readonly string[] Missing = ["", "?", "-", "na", "n/a", "nan", "null", "none", "#n/a"];

    private const int LongestNumber = 64;

    // Where the code page differs from the first 256 characters of Unicode: from 80 to 9F.
    private const string CodePage1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

    /// <summary>Whether nothing is there, or a mark that says so.</summary>
    public static bool IsMissing(string text) => Missing.Contains(text.Trim().ToLowerInvariant());

    /// <summary>
    /// Reads a number. Marks between thousands may be in it: <c>1,234.5</c>, and with decimal commas <c>1.234,5</c>.
    /// </summary>
    /// <param name="text">The cell, in UTF-8.</param>
    /// <param name="decimalComma">Whether a comma stands before the decimals.</param>
    /// <param name="value">Receives it; it may be infinite.</param>
    /// <returns>False where the cell is no number.</returns>
    public static bool TryNumber(ReadOnlySpan<byte> text, bool decimalComma, out float value)
    {
        if (TryPlain(text, out value))
            return true;
        int comma = text.IndexOf((byte)',');
        if (comma < 0 || text.Length > LongestNumber)
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

    /// <summary>Text in UTF-8, or what is none as Windows writes it in the west of Europe (code page 1252).</summary>
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

    // Takes marks out of the beginning of a number, in place.
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

    // As C and Python write it.
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
