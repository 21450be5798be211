using System.Text;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>A histogram. If a few values lie far beyond the rest, the axis is logarithmic.</summary>
internal sealed class Histogram
{
    private const int MinimumBins = 10;
    private const int MaximumBins = 60;

    /// <summary>The room for marks above the bars.</summary>
    private const double Headroom = 1.3;

    private readonly int[] _counts;

    /// <summary>Counts values.</summary>
    /// <param name="values">Finite numbers, at least one.</param>
    /// <param name="marks">Numbers to mark above the bars; the axis covers them.</param>
    public Histogram(IReadOnlyCollection<double> values, params ReadOnlySpan<double> marks)
    {
        double[] sorted = [.. values.Order()];
        double minimum = sorted[0],
            maximum = sorted[^1],
            median = sorted[sorted.Length / 2];
        foreach (double mark in marks)
        {
            if (!double.IsFinite(mark))
                continue;
            minimum = Math.Min(minimum, mark);
            maximum = Math.Max(maximum, mark);
        }

        bool skewed = minimum >= 0 && median > 0 && maximum > 8 * median;
        Values = skewed ? Axis.Logarithmic(Math.Max(minimum, median / 100), maximum) : Axis.Linear(minimum, maximum);

        // Bins are equally wide on the axis; the number of bins that cover the values depends on the count.
        double covered = Math.Max(0.02, Values.Position(sorted[^1]) - Values.Position(sorted[0]));
        double wanted = Math.Clamp(3 * Math.Cbrt(sorted.Length), MinimumBins, MaximumBins);
        _counts = new int[(int)Math.Min(2 * MaximumBins, wanted / covered)];
        foreach (double value in sorted)
            _counts[Math.Clamp((int)(Values.Position(value) * _counts.Length), 0, _counts.Length - 1)]++;
        Counts = CountAxis(_counts.Max() * (marks.IsEmpty ? 1 : Headroom));
    }

    /// <summary>The axis of the values.</summary>
    public Axis Values { get; }

    /// <summary>The axis of the counts.</summary>
    public Axis Counts { get; }

    /// <summary>Draws the bars.</summary>
    public void Write(HtmlWriter html, in SvgPlot plot)
    {
        StringBuilder path = new();
        double left = plot.X(Values.Minimum),
            width = (plot.X(Values.Maximum) - left) / _counts.Length;
        double gap = width > 4 ? 0.5 : 0;
        string ground = Figures.Coordinate(plot.Y(0));
        for (int bin = 0; bin < _counts.Length; bin++)
        {
            if (_counts[bin] == 0)
                continue;
            path.Append('M')
                .Append(Figures.Coordinate(left + (bin * width) + gap))
                .Append(' ')
                .Append(ground)
                .Append('V')
                .Append(Figures.Coordinate(plot.Y(_counts[bin])))
                .Append('H')
                .Append(Figures.Coordinate(left + ((bin + 1) * width) - gap))
                .Append('V')
                .Append(ground)
                .Append('Z');
        }

        html.Empty("path", ("class", "bars c0"), ("d", path.ToString()));
    }

    private static Axis CountAxis(double maximum)
    {
        double step = Math.Max(1, Axis.NiceStep(maximum / 5));
        List<Tick> ticks = [];
        for (double value = 0; value <= maximum; value += step)
            ticks.Add(new Tick(value, Figures.Count((long)value)));
        return new Axis(0, Math.Max(maximum, 1), ticks);
    }
}
