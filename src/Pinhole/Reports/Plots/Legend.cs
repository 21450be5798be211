using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>What the colours of a plot mean, beneath it.</summary>
internal static class Legend
{
    /// <summary>Writes the names beside lines or dots of their style.</summary>
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
