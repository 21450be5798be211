using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>The legend below a plot.</summary>
internal static class Legend
{
    /// <summary>Writes each name beside a line or dot in its style.</summary>
    public static void Write(HtmlWriter html, string shape, IEnumerable<(string Name, string Style)> entries)
    {
        using (html.Open("ul", ("class", "legend")))
        {
            foreach ((string name, string style) in entries)
            {
                using (html.Open("li"))
                {
                    using (html.Open("svg", ("viewBox", "0 0 22 12"), ("aria-hidden", "true")))
                        html.Empty(
                            "path",
                            ("class", shape == "dots" ? $"dots large {style}" : $"{shape} {style}"),
                            ("d", shape == "dots" ? "M11 6h0" : "M2 6H20")
                        );
                    html.Text(Figures.Name(name));
                }
            }
        }
    }
}
