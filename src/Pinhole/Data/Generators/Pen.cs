using System.Numerics;

namespace Pinhole.Data.Generators;

/// <summary>Draws lines with soft edges into a grey image, white on black.</summary>
internal static class Pen
{
    /// <summary>Draws a straight line; where lines meet or cross, the brighter one stays.</summary>
    /// <param name="image">Grey values in [0, 1]: [height, width].</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="from">One end; the middle of the first pixel is (0, 0).</param>
    /// <param name="to">The other end.</param>
    /// <param name="radius">Half the width of the line, in pixels.</param>
    /// <param name="softness">How many pixels the edge takes to fade.</param>
    public static void DrawLine(
        Span<float> image,
        ImageShape shape,
        Vector2 from,
        Vector2 to,
        float radius,
        float softness
    )
    {
        float reach = radius + softness / 2;
        int left = Math.Max(0, (int)MathF.Ceiling(MathF.Min(from.X, to.X) - reach));
        int right = Math.Min(shape.Width - 1, (int)MathF.Floor(MathF.Max(from.X, to.X) + reach));
        int top = Math.Max(0, (int)MathF.Ceiling(MathF.Min(from.Y, to.Y) - reach));
        int bottom = Math.Min(shape.Height - 1, (int)MathF.Floor(MathF.Max(from.Y, to.Y) + reach));

        Vector2 line = to - from;
        float inverseLength = 1 / MathF.Max(line.LengthSquared(), 1e-12f);
        for (int y = top; y <= bottom; y++)
        {
            for (int x = left; x <= right; x++)
            {
                Vector2 offset = new Vector2(x, y) - from;
                float along = Math.Clamp(Vector2.Dot(offset, line) * inverseLength, 0, 1);
                float grey = Math.Clamp((reach - (offset - along * line).Length()) / softness, 0, 1);
                ref float pixel = ref image[y * shape.Width + x];
                pixel = MathF.Max(pixel, grey);
            }
        }
    }
}
