using System.CommandLine;
using System.Globalization;
using Pinhole.Data;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// The options for reading images and volumes; they mean the same for all verbs.
/// </summary>
internal static class ImageOptions
{
    public static Option<ImageSize?> Size { get; } =
        SizeFor(
            "Resize images to this size, width first, such as 64 or 64x48; default: the model's size, if there is a "
                + "model."
        );

    public static Option<PatchSize?> Patch { get; } =
        new("--patch")
        {
            HelpName = "N|WxH|WxHxD|volume",
            Description =
                "Cut NIfTI volumes into patches of this size, width first, such as 32x32 or 16x16x16; 'volume' takes a "
                + "whole volume as a row; default: slices.",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (text == "volume")
                    return PatchSize.Volume;
                int[] sides = Sides(text);
                if (sides is [> 0] or [> 0, > 0] or [> 0, > 0, > 0])
                    return new PatchSize(
                        sides[0],
                        sides.Length == 1 ? sides[0] : sides[1],
                        sides.Length == 3 ? sides[2] : 1
                    );
                result.AddError(
                    $"--patch '{text}' is not possible; give numbers of voxels, width first, such as 32, 32x24 or "
                        + "16x16x8, or volume"
                );
                return null;
            },
        };

    public static Option<string> Color { get; } =
        OptionKinds.Choice(
            "--color",
            "Convert the colors of images",
            EnumNames.All<ImageColor>(),
            otherwise: "as the model, if there is a model"
        );

    /// <summary>The same option with another description.</summary>
    /// <param name="description">What it is for.</param>
    public static Option<ImageSize?> SizeFor(string description) =>
        new("--image-size")
        {
            HelpName = "N|WxH",
            Description = description,
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                int[] sides = Sides(text);
                if (sides is [> 0] or [> 0, > 0])
                    return new ImageSize(sides[0], sides[^1]);
                result.AddError(
                    $"--image-size '{text}' is not possible; give a whole number of pixels, such as 64, or width and "
                        + "height, such as 64x48"
                );
                return null;
            },
        };

    /// <summary>A size of patches as <see cref="Patch"/> takes it.</summary>
    public static string Text(PatchSize patch) =>
        patch == PatchSize.Volume ? "volume"
        : patch.Depth == 1 ? $"{patch.Width}x{patch.Height}"
        : $"{patch.Width}x{patch.Height}x{patch.Depth}";

    // 0 for a side that is not a whole number.
    private static int[] Sides(string text) =>
        [
            .. text.Split('x', 'X', '×')
                .Select(side =>
                    int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : 0
                ),
        ];
}
