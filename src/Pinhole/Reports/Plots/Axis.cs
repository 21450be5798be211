using System.Globalization;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>An axis of a plot: its range, and ticks at round numbers.</summary>
internal sealed class Axis
{
    private const int MaximumTicks = 8;

    private readonly bool _logarithmic;

    public Axis(double minimum, double maximum, IReadOnlyList<Tick> ticks, bool logarithmic = false)
    {
        Minimum = minimum;
        Maximum = maximum;
        Ticks = ticks;
        _logarithmic = logarithmic;
    }

    public double Minimum { get; }

    public double Maximum { get; }

    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>
    /// An axis that covers the values: logarithmic if they are positive and span more than a factor of ten.
    /// </summary>
    public static Axis Fitting(IEnumerable<double> values)
    {
        (double minimum, double maximum) = Range(values);
        return minimum > 0 && maximum / minimum > 10 ? Logarithmic(minimum, maximum) : Linear(minimum, maximum);
    }

    /// <summary>A linear axis that covers the values, from one round number to another.</summary>
    public static Axis LinearFitting(IEnumerable<double> values)
    {
        (double minimum, double maximum) = Range(values);
        return Linear(minimum, maximum);
    }

    /// <summary>
    /// A linear axis that fits the points closely. If a few outliers would squeeze the others together, they lie beyond
    /// its ends.
    /// </summary>
    public static Axis ForPoints(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        (double minimum, double maximum) = (sorted[0], sorted[^1]);
        (double low, double high) = (sorted[sorted.Length / 100], sorted[^((sorted.Length / 100) + 1)]);
        double margin = 0.2 * (high - low);
        if (maximum - minimum > 1.4 * (high + margin - (low - margin)) && high > low)
            (minimum, maximum) = (Math.Max(minimum, low - margin), Math.Min(maximum, high + margin));
        Axis round = Linear(minimum, maximum);
        double room = 0.04 * (maximum - minimum);
        return maximum > minimum
            ? new Axis(
                minimum - room,
                maximum + room,
                [.. round.Ticks.Where(tick => tick.Value >= minimum - room && tick.Value <= maximum + room)]
            )
            : round;
    }

    /// <summary>Whether a value lies between the ends.</summary>
    public bool Holds(double value) => value >= Minimum && value <= Maximum;

    /// <summary>A linear axis from one round number to another.</summary>
    public static Axis Linear(double minimum, double maximum)
    {
        if (!(maximum - minimum > 1e-9 * Math.Max(Math.Abs(minimum), Math.Abs(maximum))))
        {
            double margin = minimum == 0 ? 1 : Math.Abs(minimum) / 10;
            (minimum, maximum) = (minimum - margin, maximum + margin);
        }

        double step = NiceStep((maximum - minimum) / (MaximumTicks - 2));
        double first = Math.Floor((minimum / step) + 1e-9),
            last = Math.Ceiling((maximum / step) - 1e-9);
        List<Tick> ticks = [];
        for (double index = first; index <= last && ticks.Count <= 2 * MaximumTicks; index++)
            ticks.Add(new Tick(index * step, Label(index * step, step)));
        return new Axis(first * step, last * step, ticks);
    }

    /// <summary>An axis for counts from 1: epochs, columns.</summary>
    public static Axis Numbers(int last)
    {
        if (last <= 1)
            return new Axis(0, 2, [new Tick(1, "1")]);
        int step = Math.Max(1, (int)NiceStep((double)last / MaximumTicks));
        List<Tick> ticks = [new Tick(1, "1")];
        for (long value = step == 1 ? 2 : step; value <= last; value += step)
            ticks.Add(new Tick(value, Label(value, step)));
        return new Axis(1, last, ticks);
    }

    /// <summary>A logarithmic axis between numbers that begin with 1, 2 or 5.</summary>
    public static Axis Logarithmic(double minimum, double maximum)
    {
        int lowest = (int)Math.Floor(Math.Log10(minimum)),
            highest = (int)Math.Ceiling(Math.Log10(maximum));
        List<double> candidates = [];
        for (int decade = lowest; decade <= highest; decade++)
            candidates.AddRange([Math.Pow(10, decade), 2 * Math.Pow(10, decade), 5 * Math.Pow(10, decade)]);
        double first = candidates.Last(value => value <= minimum * (1 + 1e-9));
        double last = candidates.First(value => value >= maximum * (1 - 1e-9));
        List<double> ticks = [.. candidates.Where(value => value >= first && value <= last)];
        if (ticks.Count > MaximumTicks)
        {
            int every = (highest - lowest) / MaximumTicks + 1;
            ticks = [.. ticks.Where(value => IsDecade(value, lowest, every))];
        }

        return new Axis(
            first,
            last,
            [.. ticks.Select(value => new Tick(value, Label(value, value)))],
            logarithmic: true
        );
    }

    /// <summary>The position of a value: 0 at the beginning of the axis, 1 at its end.</summary>
    public double Position(double value) =>
        _logarithmic
            ? Math.Log(Math.Max(value, Minimum) / Minimum) / Math.Log(Maximum / Minimum)
            : (value - Minimum) / (Maximum - Minimum);

    /// <summary>The smallest of 1, 2, 5, 10, … that is not below a step.</summary>
    public static double NiceStep(double step)
    {
        double decade = Math.Pow(10, Math.Floor(Math.Log10(step)));
        double share = step / decade;
        return decade
            * (
                share <= 1 + 1e-9 ? 1
                : share <= 2 + 1e-9 ? 2
                : share <= 5 + 1e-9 ? 5
                : 10
            );
    }

    private static (double Minimum, double Maximum) Range(IEnumerable<double> values)
    {
        double minimum = double.PositiveInfinity,
            maximum = double.NegativeInfinity;
        foreach (double value in values.Where(double.IsFinite))
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
        }

        return minimum <= maximum ? (minimum, maximum) : (0, 1);
    }

    private static bool IsDecade(double value, int lowest, int every)
    {
        double decade = Math.Log10(value);
        return Math.Abs(decade - Math.Round(decade)) < 1e-9 && (int)(Math.Round(decade) - lowest) % every == 0;
    }

    // As many decimals as the steps between labels need.
    private static string Label(double value, double step)
    {
        if (Math.Abs(value) >= 1e6 || step < 1e-4)
            return value == 0 ? "0" : Figures.WithMinus(value.ToString("0.###e0", CultureInfo.InvariantCulture));
        int decimals = Math.Max(0, -(int)Math.Floor(Math.Log10(step) + 1e-9));
        return Figures.WithMinus(value.ToString($"N{decimals}", CultureInfo.InvariantCulture));
    }
}
