using System.Text;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>A scatter chart of groups of points; points beyond an axis are drawn at its end.</summary>
internal static class ScatterChart
{
    private const int Few = 200;
    private const int LongestName = 12;

    /// <summary>Draws the points, and the name of each group near its middle.</summary>
    public static void Write(HtmlWriter html, in SvgPlot plot, IReadOnlyList<ScatterGroup> groups, bool named)
    {
        string size = groups.Sum(group => group.Points.Count) <= Few ? "large " : "";
        foreach (ScatterGroup group in groups)
        {
            StringBuilder path = new();
            foreach ((double x, double y) in group.Points)
                path.Append('M').Append(plot.Point(x, y)).Append("h0");
            html.Empty("path", ("class", $"dots {size}{group.Style}"), ("d", path.ToString()));
        }

        if (named)
            WriteNames(html, plot, groups);
    }

    private static void WriteNames(HtmlWriter html, in SvgPlot plot, IReadOnlyList<ScatterGroup> groups)
    {
        List<(string Text, double X, double Y)> names = [];
        foreach (ScatterGroup group in groups)
        {
            double x = plot.X(Median(group.Points.Select(point => point.X))),
                y = plot.Y(Median(group.Points.Select(point => point.Y)));
            names.Add((Figures.Name(group.Name, LongestName), x, y));
        }

        PushApart(names);
        foreach ((string text, double x, double y) in names)
        {
            html.Leaf(
                "text",
                text,
                ("class", "name"),
                ("x", Figures.Coordinate(x)),
                ("y", Figures.Coordinate(y)),
                ("dy", "0.35em"),
                ("text-anchor", "middle")
            );
        }
    }

    // Groups may overlap; their names must not.
    private static void PushApart(List<(string Text, double X, double Y)> names)
    {
        const int Rounds = 60;
        const double Line = 19,
            Letter = 4.6,
            Air = 8;
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < names.Count; i++)
            {
                for (int j = i + 1; j < names.Count; j++)
                {
                    double width = ((names[i].Text.Length + names[j].Text.Length) * Letter) + Air;
                    double x = names[j].X - names[i].X,
                        y = names[j].Y - names[i].Y;
                    double overlapX = width - Math.Abs(x),
                        overlapY = Line - Math.Abs(y);
                    if (overlapX <= 0 || overlapY <= 0)
                        continue;
                    double moveX = overlapX < overlapY ? Math.CopySign(overlapX / 2, x) : 0;
                    double moveY = overlapX < overlapY ? 0 : Math.CopySign(overlapY / 2, y);
                    names[i] = names[i] with { X = names[i].X - moveX, Y = names[i].Y - moveY };
                    names[j] = names[j] with { X = names[j].X + moveX, Y = names[j].Y + moveY };
                }
            }
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
