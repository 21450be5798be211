using System.Globalization;

namespace Pinhole.Benchmarks;

/// <summary>
/// Figures of both sides, measured in turn. Ratios are taken pair by pair, because the machine may change its mind
/// from one pair to the next.
/// </summary>
internal sealed class Pairs
{
    private readonly List<double> _ours = [];
    private readonly List<double> _theirs = [];
    private readonly List<double> _ratios = [];

    /// <summary>The heads of <see cref="Columns"/>.</summary>
    public static string Heads(string unit) =>
        $"{$"ours, {unit}", 10} {$"peer, {unit}", 10} {"ratio", 7}  (range over pairs)";

    public double Ours => Median(_ours);

    /// <summary>Ours, the peer's, and how many times ours the peer's is.</summary>
    public string Columns =>
        _ratios.Count == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Ours, 10:F3} {"-", 10} {"-", 7}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Ours, 10:F3} {Median(_theirs), 10:F3} {Median(_ratios), 7:F2}  ({_ratios.Min():F2} to "
                    + $"{_ratios.Max():F2})"
            );

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Notes a pair; the peer may be left out.</summary>
    public void Add(double ours, double? theirs)
    {
        _ours.Add(ours);
        if (theirs is not double other)
            return;
        _theirs.Add(other);
        _ratios.Add(other / ours);
    }

    /// <summary>The same as a JSON object.</summary>
    /// <param name="members">What comes first in it.</param>
    /// <param name="unit">What the figures are called, after "peer" too.</param>
    public string Json(string members, string unit)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string peer =
            _ratios.Count == 0
                ? ""
                : string.Create(
                    culture,
                    $", \"peer{unit[..1].ToUpperInvariant()}{unit[1..]}\": {Median(_theirs):F4}, \"ratio\": "
                        + $"{Median(_ratios):F3}, \"ratioMin\": {_ratios.Min():F3}, \"ratioMax\": {_ratios.Max():F3}"
                );
        return string.Create(culture, $"{{{members}, \"pairs\": {_ours.Count}, \"{unit}\": {Ours:F4}{peer}}}");
    }
}
