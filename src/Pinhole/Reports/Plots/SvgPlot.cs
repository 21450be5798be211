using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>
/// The frame of a plot: axes, grid and titles; it maps values to the drawing. Disposing it closes the drawing.
/// </summary>
internal readonly ref struct SvgPlot
{
    private const int Left = 62;
    private const int Right = 18;
    private const int Bottom = 52;

    private readonly HtmlWriter _html;
    private readonly HtmlWriter.Scope _svg;
    private readonly Axis _horizontal;
    private readonly Axis _vertical;
    private readonly PlotSize _size;
    private readonly int _top;

    /// <summary>Draws the frame.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="size">The size.</param>
    /// <param name="description">A description of the plot for screen readers.</param>
    /// <param name="horizontal">The horizontal axis and its title.</param>
    /// <param name="vertical">The vertical axis and its title.</param>
    public SvgPlot(
        HtmlWriter html,
        PlotSize size,
        string description,
        (Axis Axis, string Title) horizontal,
        (Axis Axis, string Title) vertical
    )
    {
        _html = html;
        _size = size;
        _top = vertical.Title.Length > 0 ? 34 : 12;
        _horizontal = horizontal.Axis;
        _vertical = vertical.Axis;
        _svg = html.Open(
            "svg",
            ("class", size == PlotSize.Half ? "plot half" : "plot"),
            ("viewBox", $"0 0 {size.Width} {size.Height}"),
            ("role", "img"),
            ("aria-label", description)
        );
        DrawVertical(vertical.Title);
        DrawHorizontal(horizontal.Title);
    }

    public double X(double value) =>
        Left + (Math.Clamp(_horizontal.Position(value), 0, 1) * (_size.Width - Left - Right));

    public double Y(double value) =>
        _size.Height - Bottom - (Math.Clamp(_vertical.Position(value), 0, 1) * (_size.Height - _top - Bottom));

    /// <summary>A point in the syntax of an SVG path.</summary>
    public string Point(double x, double y) => $"{Figures.Coordinate(X(x))} {Figures.Coordinate(Y(y))}";

    /// <summary>Draws a vertical line at a value, with its name at the top.</summary>
    /// <param name="x">The value.</param>
    /// <param name="name">What it is.</param>
    /// <param name="style">Its colour.</param>
    /// <param name="leftward">Whether the name is left of the line; it is also if there is no room on the
    /// right.</param>
    /// <param name="line">The line of text for the name, from 0.</param>
    public void Mark(double x, string name, string style, bool leftward = false, int line = 0)
    {
        string at = Figures.Coordinate(X(x));
        _html.Empty("path", ("class", $"mark {style}"), ("d", $"M{at} {_top}V{_size.Height - Bottom}"));
        leftward = _horizontal.Position(x) switch
        {
            < 0.25 => false,
            > 0.75 => true,
            _ => leftward,
        };
        _html.Leaf(
            "text",
            name,
            ("class", "label"),
            ("x", Figures.Coordinate(X(x) + (leftward ? -7 : 7))),
            ("y", $"{_top + 14 + (22 * line)}"),
            ("text-anchor", leftward ? "end" : "start")
        );
    }

    public void Dispose() => _svg.Dispose();

    private void DrawVertical(string title)
    {
        foreach (Tick tick in _vertical.Ticks)
        {
            string y = Figures.Coordinate(Y(tick.Value));
            _html.Empty("path", ("class", "grid"), ("d", $"M{Left} {y}H{_size.Width - Right}"));
            _html.Leaf("text", tick.Label, ("x", $"{Left - 8}"), ("y", y), ("dy", "0.35em"), ("text-anchor", "end"));
        }

        if (title.Length > 0)
            _html.Leaf("text", title, ("class", "title"), ("x", "2"), ("y", "15"));
    }

    private void DrawHorizontal(string title)
    {
        int bottom = _size.Height - Bottom;
        _html.Empty("path", ("class", "frame"), ("d", $"M{Left} {bottom}H{_size.Width - Right}"));
        foreach (Tick tick in _horizontal.Ticks)
        {
            string x = Figures.Coordinate(X(tick.Value));
            _html.Empty("path", ("class", "frame"), ("d", $"M{x} {bottom}v5"));
            _html.Leaf("text", tick.Label, ("x", x), ("y", $"{bottom + 20}"), ("text-anchor", "middle"));
        }

        _html.Leaf(
            "text",
            title,
            ("class", "title"),
            ("x", $"{_size.Width - Right}"),
            ("y", $"{_size.Height - 10}"),
            ("text-anchor", "end")
        );
    }
}
