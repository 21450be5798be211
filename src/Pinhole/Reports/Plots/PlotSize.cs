namespace Pinhole.Reports.Plots;

/// <summary>The size of a drawing in its own units; the page scales it to the width of the column.</summary>
internal readonly record struct PlotSize(int Width, int Height)
{
    /// <summary>As wide as the text.</summary>
    public static PlotSize Wide { get; } = new(660, 300);

    /// <summary>As wide as the text, and higher.</summary>
    public static PlotSize Tall { get; } = new(660, 460);

    /// <summary>Two beside each other.</summary>
    public static PlotSize Half { get; } = new(400, 220);
}
