using System.CommandLine;
using System.Globalization;
using Pinhole.Data;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// The options that say what images and volumes are brought to as they are read; they mean the same wherever they
/// occur.
/// </summary>
internal static class ImageOptions
{
    public static Option<ImageSize?> Size { get; } =
        SizeFor(
            "The size that images are stretched to as they are read, width first, such as 64 or 64x48; the model's "
                + "own where there is one."
        );

    public static Option<PatchSize?> Patch { get; } =
        new("--patch")
        {
            HelpName = "N|WxH|WxHxD|volume",
            Description =
                "Cut NIfTI volumes into patches of so many voxels, width first, each a row, such as 32x32 or "
                + "16x16x16; volume for a row of each volume, slices without it.",
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
            "What images are brought to as they are read; the model's own where there is one",
            EnumNames.All<ImageColor>()
        );

    /// <summary>A size of images for another use than reading them.</summary>
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

    // 0 for what is no whole number.
    private static int[] Sides(string text) =>
        [
            .. text.Split('x', 'X', '×')
                .Select(side =>
                    int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int length) ? length : 0
                ),
        ];
}
