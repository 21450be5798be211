using System.Globalization;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.Cli.Output;

/// <summary>Describes data and models in a few words.</summary>
internal static class Describe
{
    /// <summary>The kind of rows: "784 columns, images of 28×28, 10 classes".</summary>
    public static string Rows(Schema schema)
    {
        string text = Figures.Count(schema.Columns, "column");
        if (schema.Image is ImageShape image)
            text += $", images of {Size(image)}";
        if (schema.ClassNames.Count > 0)
            text += $", {schema.ClassNames.Count} {(schema.ClassNames.Count == 1 ? "class" : "classes")}";
        return text;
    }

    /// <summary>
    /// The size of images, width first as in --image-size: "64×48", "64×48 in color", or how many channels there are.
    /// </summary>
    public static string Size(ImageShape image) =>
        $"{image.Width}×{image.Height}"
        + image.Channels switch
        {
            1 => "",
            3 => " in color",
            int channels => $" with {channels} channels",
        };

    /// <summary>
    /// The preset and the sizes of its layers: "deep, 784 → 392 → 32 and back", or "and on to 10" where rows become
    /// something else.
    /// </summary>
    public static string Model(Autoencoder model)
    {
        IEnumerable<string> sizes =
        [
            $"{model.Columns}",
            .. model.Options.Network.HiddenSizes(model.Schema),
            $"{model.Latent}",
        ];
        string end = model.Schema.Targets is null ? "and back" : $"and on to {model.OutputColumns}";
        return $"{model.Options.Preset}, {string.Join(" → ", sizes)} {end}";
    }

    /// <summary>The condition of a conditional model: "class, context age, sex".</summary>
    public static string Condition(Autoencoder model)
    {
        string context =
            model.Schema.Context is not { } schema ? ""
            : schema.ColumnNames is { } names ? $"context {Names(names)}"
            : $"context of {Figures.Count(schema.Columns, "column")}";
        return model.Options.Condition switch
        {
            { Labels: true, Context: true } => $"class, {context}",
            { Labels: true } => "class",
            _ => context,
        };
    }

    /// <summary>How much smaller a latent is than a row.</summary>
    public static string Compression(Autoencoder model)
    {
        double ratio = (double)model.Columns / model.Latent;
        return ratio > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{ratio:0.#} times smaller")
            : "not smaller than a row";
    }

    /// <summary>Names between commas, the first few of many.</summary>
    public static string Names(IReadOnlyList<string> names)
    {
        const int most = 12;
        string shown = string.Join(", ", names.Take(most));
        return names.Count > most ? $"{shown}, … ({names.Count} in all)" : shown;
    }
}
