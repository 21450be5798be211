using System.Text;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>A chart of curves over 1, 2, 3, ….</summary>
internal static class LineChart
{
    private const int MaximumDots = 30;

    /// <summary>Draws the curves.</summary>
    public static void Write(HtmlWriter html, in SvgPlot plot, IEnumerable<LineSeries> series)
    {
        foreach (LineSeries one in series)
        {
            html.Empty("path", ("class", $"curve {one.Style}"), ("d", Path(plot, one.Values)));
            if (one.Values.Count <= MaximumDots && !one.Style.Contains("dashed", StringComparison.Ordinal))
                html.Empty(
                    "path",
                    ("class", one.Values.Count < 3 ? $"dots large {one.Style}" : $"dots {one.Style}"),
                    ("d", Dots(plot, one.Values))
                );
        }
    }

    private static string Path(in SvgPlot plot, IReadOnlyList<double> values)
    {
        StringBuilder path = new();
        bool down = false;
        for (int i = 0; i < values.Count; i++)
        {
            if (double.IsFinite(values[i]))
                path.Append(down ? 'L' : 'M').Append(plot.Point(i + 1, values[i]));
            down = double.IsFinite(values[i]);
        }

        return path.ToString();
    }

    private static string Dots(in SvgPlot plot, IReadOnlyList<double> values)
    {
        StringBuilder path = new();
        for (int i = 0; i < values.Count; i++)
        {
            if (double.IsFinite(values[i]))
                path.Append('M').Append(plot.Point(i + 1, values[i])).Append("h0");
        }

        return path.ToString();
    }
}
