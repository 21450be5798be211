using System.Globalization;
using Pinhole.Pieces;

namespace Pinhole.Reports.Html;

/// <summary>Numbers formatted for readers, the same in every culture.</summary>
internal static class Figures
{
    // A narrow no-break space before a unit.
    private const string Space = "\u202F";

    /// <summary>A number with three or more digits: 4.12, 0.0371, 12,345, 1.2e-7.</summary>
    public static string Short(double value, int digits = 3)
    {
        if (!double.IsFinite(value))
            return "–";
        double size = Math.Abs(value);
        if (size == 0)
            return "0";
        if (size is >= 1e7 or < 1e-4)
            return WithMinus(value.ToString(digits > 3 ? "0.###e0" : "0.##e0", CultureInfo.InvariantCulture));
        int decimals = Math.Max(0, digits - 1 - (int)Math.Floor(Math.Log10(size)));
        return WithMinus(value.ToString($"N{decimals}", CultureInfo.InvariantCulture));
    }

    /// <summary>A setting, without trailing zeros: 0.001, 49, 9.33.</summary>
    public static string Setting(double value) => Reading.Number(value);

    /// <summary>A whole number: 60,000.</summary>
    public static string Count(long value) => Reading.Count(value);

    /// <summary>A share: 38 %, 0.4 %.</summary>
    public static string Percent(double share)
    {
        double percent = 100 * share;
        string format = Math.Abs(percent) is > 0 and < 9.95 ? "0.0" : "0";
        return double.IsFinite(percent) ? percent.ToString(format, CultureInfo.InvariantCulture) + Space + "%" : "–";
    }

    /// <summary>A length of time: 12.3 s, 3 min 20 s, 2 h 5 min.</summary>
    public static string Duration(double seconds)
    {
        if (!double.IsFinite(seconds))
            return "–";
        if (seconds < 1)
            return $"{Count((long)Math.Round(1000 * seconds))}{Space}ms";
        if (seconds < 60)
            return $"{Short(seconds)}{Space}s";
        long whole = (long)Math.Round(Math.Min(seconds, 1e12));
        return whole < 3600
            ? $"{whole / 60}{Space}min {whole % 60}{Space}s"
            : $"{Count(whole / 3600)}{Space}h {whole % 3600 / 60}{Space}min";
    }

    /// <summary>A coordinate in a drawing.</summary>
    public static string Coordinate(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>With the minus sign that is as wide as a plus.</summary>
    public static string WithMinus(string number) => Reading.WithMinus(number);

    /// <summary>A name, cut to fit.</summary>
    public static string Name(string name, int letters = 24) =>
        name.Length <= letters ? name : name[..(letters - 1)] + "…";
}
