using System.Text;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>Points in the plane, in groups.</summary>
internal static class ScatterChart
{
    private const int Few = 200;

    /// <summary>Draws the points, and the name of each group over its middle.</summary>
    public static void Write(HtmlWriter html, in SvgPlot plot, IReadOnlyList<ScatterGroup> groups, bool named)
    {
        string size = groups.Sum(group => group.Points.Count) <= Few ? "few " : "";
        foreach (ScatterGroup group in groups)
        {
            StringBuilder path = new();
            foreach ((double x, double y) in group.Points)
                path.Append('M').Append(plot.Point(x, y)).Append("h0");
            html.Empty("path", ("class", $"dots {size}{group.Style}"), ("d", path.ToString()));
        }

        if (!named)
            return;
        foreach (ScatterGroup group in groups.Where(group => group.Points.Count > 0))
        {
            html.Leaf(
                "text",
                Figures.Name(group.Name, 12),
                ("class", "name"),
                ("x", Figures.Coordinate(plot.X(Median(group.Points.Select(point => point.X))))),
                ("y", Figures.Coordinate(plot.Y(Median(group.Points.Select(point => point.Y))))),
                ("dy", "0.35em"),
                ("text-anchor", "middle"));
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
