using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>What a variational model of images makes up by itself: samples, and what the numbers of its latent do.</summary>
internal static class GeneratedSection
{
    private const int SamplesInLine = 10;
    private const int Samples = 4 * SamplesInLine;
    private const int MostNumbers = 8;
    private const int Steps = 9;
    private const int Range = 3;

    /// <summary>Whether there is something to show.</summary>
    public static bool Applies(ReportSource source) =>
        source.Model.Options.Bottleneck is GaussianBottleneck && source.Model.Schema.Image is not null;

    public static void Write(HtmlWriter html, ReportSource source)
    {
        html.Leaf("h2", "Images made up");
        html.Leaf("p", "Decoded from latents drawn at random from the standard normal distribution.", ("class", "note"));
        Grid(html, source, "sample", Latents.Normal(Samples, source.Model.Latent, source.Record.Training.Seed), SamplesInLine, []);

        int[] numbers = MostVaried(source);
        html.Leaf("p", numbers.Length < source.Model.Latent
            ? $"One number of the latent at a time, from −{Range} to {Range}, while the others are 0: the {numbers.Length} of {source.Model.Latent} that differ most from row to row."
            : $"One number of the latent at a time, from −{Range} to {Range}, while the others are 0.", ("class", "note"));
        Grid(html, source, "traversal", Latents.Traversal(new float[source.Model.Latent], numbers, Steps, Range), Steps, [.. numbers.Select(number => $"{number + 1}")]);
    }

    private static void Grid(HtmlWriter html, ReportSource source, string name, float[] latents, int inLine, string[] headings)
    {
        Autoencoder model = source.Model;
        int count = latents.Length / model.Latent;
        float[] images = new float[count * model.Columns];
        model.Decode(latents, images);
        using (html.Open("div", ("class", "scroll")))
        using (html.Open("table", ("class", "pictures")))
        using (html.Open("tbody"))
        {
            for (int line = 0; line < count / inLine; line++)
            {
                using (html.Open("tr"))
                {
                    if (headings.Length > 0)
                        html.Leaf("th", headings[line], ("scope", "row"));
                    for (int i = line * inLine; i < (line + 1) * inLine; i++)
                    {
                        using (html.Open("td"))
                            html.Empty("img", ("src", Picture.DataUri(images.AsSpan(i * model.Columns, model.Columns), model.Schema)), ("alt", $"{name} {i + 1}"));
                    }
                }
            }
        }
    }

    // A latent that has collapsed to its prior has the same mean for every row.
    private static int[] MostVaried(ReportSource source)
    {
        int rows = source.Rows.Data.Rows, size = source.Model.Latent;
        double[] sums = new double[size], squares = new double[size];
        float[] latent = new float[size];
        for (int row = 0; row < rows; row++)
        {
            source.Model.Encode(source.Rows.Data.Row(row), latent);
            for (int i = 0; i < size; i++)
            {
                sums[i] += latent[i];
                squares[i] += (double)latent[i] * latent[i];
            }
        }

        return [.. Enumerable.Range(0, size)
            .OrderByDescending(i => squares[i] - (sums[i] * sums[i] / rows)).ThenBy(i => i)
            .Take(MostNumbers).Order()];
    }
}
