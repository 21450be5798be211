using System.Text;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>How many values lie where: bins between round numbers.</summary>
internal sealed class Histogram
{
    private const int MostBins = 50;

    private readonly int[] _counts;
    private readonly double _first;
    private readonly double _width;

    /// <summary>Counts values.</summary>
    /// <param name="values">Finite numbers, at least one.</param>
    /// <param name="alsoShown">Numbers that the axis must reach.</param>
    public Histogram(IReadOnlyCollection<double> values, params ReadOnlySpan<double> alsoShown)
    {
        double minimum = values.Min(), maximum = values.Max();
        int wanted = Math.Clamp((int)(2 * Math.Cbrt(values.Count)), 5, MostBins);
        double spread = maximum - minimum;
        _width = spread > 1e-9 * Math.Abs(maximum) ? Axis.NiceStep(spread / wanted) : Axis.NiceStep(Math.Max(1e-9, Math.Abs(maximum) / 10));
        _first = Math.Floor(minimum / _width) * _width;
        _counts = new int[Math.Max(1, (int)Math.Floor((maximum - _first) / _width * (1 + 1e-12)) + 1)];
        foreach (double value in values)
            _counts[Math.Clamp((int)((value - _first) / _width), 0, _counts.Length - 1)]++;

        double last = _first + (_counts.Length * _width), lowest = _first;
        foreach (double value in alsoShown)
        {
            if (!double.IsFinite(value))
                continue;
            lowest = Math.Min(lowest, value);
            last = Math.Max(last, value);
        }

        Values = Axis.Linear(lowest, last);
        Counts = CountAxis(_counts.Max());
    }

    /// <summary>The axis of the values.</summary>
    public Axis Values { get; }

    /// <summary>The axis of the counts.</summary>
    public Axis Counts { get; }

    /// <summary>Draws the bars.</summary>
    public void Write(HtmlWriter html, in SvgPlot plot)
    {
        StringBuilder path = new();
        for (int bin = 0; bin < _counts.Length; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            double left = plot.X(_first + (bin * _width)), right = plot.X(_first + ((bin + 1) * _width));
            double gap = right - left > 4 ? 0.5 : 0;
            path.Append('M').Append(Figures.Coordinate(left + gap)).Append(' ').Append(Figures.Coordinate(plot.Y(0)))
                .Append('V').Append(Figures.Coordinate(plot.Y(_counts[bin])))
                .Append('H').Append(Figures.Coordinate(right - gap))
                .Append('V').Append(Figures.Coordinate(plot.Y(0))).Append('Z');
        }

        html.Empty("path", ("class", "bars"), ("d", path.ToString()));
    }

    private static Axis CountAxis(int most)
    {
        double step = Math.Max(1, Axis.NiceStep(most / 5.0));
        List<Tick> ticks = [];
        for (double value = 0; value < most + step; value += step)
            ticks.Add(new Tick(value, Figures.Count((long)value)));
        return new Axis(0, ticks[^1].Value, ticks);
    }
}
