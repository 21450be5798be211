using System.CommandLine;
using System.Globalization;
using Pinhole.Data;

namespace Pinhole.Cli.Parsing;

/// <summary>The options that say what images are brought to as they are read; they mean the same wherever they occur.</summary>
internal static class ImageOptions
{
    public static Option<ImageSize?> Size { get; } = new("--image-size")
    {
        HelpName = "N|WxH",
        Description = "The size that images are stretched to as they are read, width first, such as 64 or 64x48; the model's own where there is one.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            int[] sides = [.. text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int pixels) ? pixels : 0)];
            if (sides is [> 0] or [> 0, > 0])
                return new ImageSize(sides[0], sides[^1]);
            result.AddError($"--image-size '{text}' is not possible; give a whole number of pixels, such as 64, or width and height, such as 64x48");
            return null;
        },
    };

    public static Option<string> Color { get; } =
        OptionKinds.Choice("--color", "What images are brought to as they are read; the model's own where there is one", EnumNames.All<ImageColor>());
}
