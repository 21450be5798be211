using Pinhole.Data;
using Pinhole.Reports.Html;

namespace Pinhole.Reports.Plots;

/// <summary>Originals above their reconstructions, a column for each row.</summary>
internal static class ImageGrid
{
    /// <summary>Writes the grid.</summary>
    /// <param name="html">The writer.</param>
    /// <param name="schema">The schema of the rows, which are images.</param>
    /// <param name="corner">The name of the headings.</param>
    /// <param name="original">The name of the first line of images.</param>
    /// <param name="rows">The rows, each with its heading.</param>
    public static void Write(
        HtmlWriter html,
        Schema schema,
        string corner,
        string original,
        IReadOnlyList<(string Heading, RebuiltRow Row)> rows
    )
    {
        using (html.Open("div", ("class", "scroll")))
        using (html.Open("table", ("class", "pictures")))
        {
            using (html.Open("thead"))
            using (html.Open("tr"))
            {
                html.Leaf("th", corner, ("scope", "row"));
                foreach ((string heading, _) in rows)
                    html.Leaf("th", Figures.Name(heading, 10), ("scope", "col"));
            }

            using (html.Open("tbody"))
            {
                Images(html, schema, original, rows, row => row.Original);
                if (rows.Any(row => row.Row.Noisy is not null))
                    Images(html, schema, "with noise", rows, row => row.Noisy ?? row.Original);
                Images(html, schema, "model", rows, row => row.Model);
                Errors(html, rows, row => row.ModelError);
                if (rows.All(row => row.Row.Pca is not null))
                {
                    Images(html, schema, "PCA", rows, row => row.Pca!);
                    Errors(html, rows, row => row.PcaError!.Value);
                }
            }
        }
    }

    private static void Images(
        HtmlWriter html,
        Schema schema,
        string name,
        IReadOnlyList<(string Heading, RebuiltRow Row)> rows,
        Func<RebuiltRow, float[]> values
    )
    {
        using (html.Open("tr"))
        {
            html.Leaf("th", name, ("scope", "row"));
            foreach ((string heading, RebuiltRow row) in rows)
            {
                using (html.Open("td"))
                    html.Empty("img", ("src", Picture.DataUri(values(row), schema)), ("alt", $"{name}, {heading}"));
            }
        }
    }

    private static void Errors(
        HtmlWriter html,
        IReadOnlyList<(string Heading, RebuiltRow Row)> rows,
        Func<RebuiltRow, double> error
    )
    {
        using (html.Open("tr"))
        {
            html.Leaf("th", "error", ("scope", "row"), ("class", "note"));
            foreach ((_, RebuiltRow row) in rows)
                html.Leaf("td", Figures.Short(error(row)));
        }
    }
}
