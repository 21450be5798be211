using Pinhole.Models;
using Pinhole.Reports.Html;
using Pinhole.Reports.Plots;

namespace Pinhole.Reports.Sections;

/// <summary>
/// What a variational model of images makes up by itself: samples, and what the numbers of its latent do.
/// </summary>
internal static class GeneratedSection
{
    private const int SamplesInLine = 10;
    private const int SampleLines = 4;
    private const int MostClasses = 20;
    private const int MostNumbers = 8;
    private const int Steps = 9;
    private const int Range = 3;

    /// <summary>Whether there is something to show; a context is nothing to choose at random.</summary>
    public static bool Applies(ReportSource source) =>
        source.Model.Options is { Bottleneck.HasGaussianCode: true, Condition.Context: false }
        && source.Model.Schema.Output.Image is not null;

    public static void Write(HtmlWriter html, ReportSource source)
    {
        Autoencoder model = source.Model;
        string[] classes = model.Options.Condition.Labels ? [.. model.Schema.ClassNames.Take(MostClasses)] : [];
        int inLine = classes.Length > 0 ? classes.Length : SamplesInLine,
            samples = SampleLines * inLine;
        html.Leaf("h2", "Images made up");
        html.Leaf(
            "p",
            "Decoded from latents drawn at random from the standard normal "
                + $"distribution{(classes.Length > 0 ? ", a class in each column" : "")}.",
            ("class", "note")
        );
        float[] conditions =
        [
            .. Enumerable
                .Range(0, classes.Length > 0 ? samples : 0)
                .SelectMany(i => model.ConditionOf(classes[i % classes.Length])),
        ];
        Grid(
            html,
            model,
            "sample",
            Latents.Normal(samples, model.Latent, source.Record.Training.Seed),
            conditions,
            inLine,
            []
        );

        int[] numbers = MostVaried(source);
        string others =
            classes.Length > 0 ? $"the others are 0 and the class is {Figures.Name(classes[0])}" : "the others are 0";
        html.Leaf(
            "p",
            numbers.Length < model.Latent
                ? $"One number of the latent at a time, from −{Range} to {Range}, while {others}: the "
                    + $"{numbers.Length} of {model.Latent} that differ most from row to row."
                : $"One number of the latent at a time, from −{Range} to {Range}, while {others}.",
            ("class", "note")
        );
        float[] latents = Latents.Traversal(new float[model.Latent], numbers, Steps, Range);
        conditions =
        [
            .. Enumerable
                .Range(0, classes.Length > 0 ? numbers.Length * Steps : 0)
                .SelectMany(_ => model.ConditionOf(classes[0])),
        ];
        Grid(html, model, "traversal", latents, conditions, Steps, [.. numbers.Select(number => $"{number + 1}")]);
    }

    private static void Grid(
        HtmlWriter html,
        Autoencoder model,
        string name,
        float[] latents,
        float[] conditions,
        int inLine,
        string[] headings
    )
    {
        int count = latents.Length / model.Latent,
            columns = model.OutputColumns;
        float[] images = new float[count * columns];
        model.Decode(latents, images, conditions);
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
                            html.Empty(
                                "img",
                                ("src", Picture.DataUri(images.AsSpan(i * columns, columns), model.Schema.Output)),
                                ("alt", $"{name} {i + 1}")
                            );
                    }
                }
            }
        }
    }

    // A latent that has collapsed to its prior has the same mean for every row.
    private static int[] MostVaried(ReportSource source)
    {
        int rows = source.Rows.Data.Rows,
            size = source.Model.Latent;
        double[] sums = new double[size],
            squares = new double[size];
        float[] latent = new float[size],
            conditions = source.Model.Conditions(source.Rows.Data);
        int width = source.Model.ConditionSize;
        for (int row = 0; row < rows; row++)
        {
            source.Model.Encode(source.Rows.Data.Row(row), latent, conditions.AsSpan(row * width, width));
            for (int i = 0; i < size; i++)
            {
                sums[i] += latent[i];
                squares[i] += (double)latent[i] * latent[i];
            }
        }

        return
        [
            .. Enumerable
                .Range(0, size)
                .OrderByDescending(i => squares[i] - (sums[i] * sums[i] / rows))
                .ThenBy(i => i)
                .Take(MostNumbers)
                .Order(),
        ];
    }
}
