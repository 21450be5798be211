using System.Numerics;
using Pinhole.Engine.Random;

namespace Pinhole.Data.Generators;

/// <summary>
/// Images of 28×28 pixels, each a smooth curve from left to right through three random points: six numbers define the
/// image, so a code of six can hold it. Similar to the first data set of Hinton and Salakhutdinov, "Reducing the
/// dimensionality of data with neural networks" (Science 2006).
/// </summary>
/// <remarks>
/// Each point lies at least two pixels to the right of the one before it, so no two triples of points make the same
/// curve. The images are not the paper's own; pen and margin are chosen so that they are about as hard for linear
/// methods: PCA with 18 numbers leaves a squared error of 6.0 a row (theirs 5.90).
/// </remarks>
public sealed class Curves : Generator
{
    private const ulong Stream = 0x4355_5256_0000_0000;
    private const int Pieces = 24;
    private const float Margin = 5.25f;
    private const float Gap = 2;

    /// <inheritdoc/>
    public override string Name => "curves";

    /// <inheritdoc/>
    public override string Description =>
        "28×28 images of a smooth curve through three random points: six numbers make an image; no labels";

    /// <inheritdoc/>
    public override ImageShape Image => new(1, 28, 28);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames => [];

    /// <inheritdoc/>
    protected override int Draw(ulong seed, int index, Span<float> row, Span<float> factors)
    {
        Rng random = new(seed, Stream + (ulong)index);
        Span<float> left = [Place(random, 2 * Gap), Place(random, 2 * Gap), Place(random, 2 * Gap)];
        left.Sort();
        Vector2 a = new(left[0], Place(random, 0)),
            b = new(left[1] + Gap, Place(random, 0)),
            c = new(left[2] + (2 * Gap), Place(random, 0));

        // The parabola passes through b at b's share of the length of the path. At half the length, a curve with one
        // distant point would leave the image.
        float first = Vector2.Distance(a, b),
            second = Vector2.Distance(b, c);
        float middle = Math.Clamp(first / MathF.Max(first + second, 1e-6f), 0.1f, 0.9f);
        Vector2 bend = ((b - a) / middle - (c - a)) / (middle - 1);
        Vector2 slope = c - a - bend;

        Vector2 from = a;
        for (int piece = 1; piece <= Pieces; piece++)
        {
            float t = piece / (float)Pieces;
            Vector2 to = a + t * (slope + t * bend);
            Pen.DrawLine(row, Image, from, to, radius: 1.1f, softness: 2.2f);
            from = to;
        }

        return 0;
    }

    private static float Place(Rng random, float room) => Margin + ((27 - (2 * Margin) - room) * random.NextFloat());
}
