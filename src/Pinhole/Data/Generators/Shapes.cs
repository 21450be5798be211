using Pinhole.Engine.Random;

namespace Pinhole.Data.Generators;

/// <summary>
/// Images of 64×64 pixels, black or white, of a square, an ellipse or a heart. Five known factors determine the image
/// and are its context: shape, scale, orientation, x and y. After dSprites (Matthey et al. 2017).
/// </summary>
/// <remarks>
/// <para>The factors are drawn at random and independently: shape (0 square, 1 ellipse, 2 heart), scale (6: 0.5 to 1),
/// orientation (40: multiples of 9 degrees, in radians), x and y (32 each: 0 to 1, a pixel apart). Orientations of
/// dSprites end at 360 degrees, which repeats 0; these end at 351.</para> <para>A square looks the same after 90
/// degrees and an ellipse after 180, as in dSprites, so of these shapes no model can tell all 40 orientations
/// apart.</para>
/// </remarks>
public sealed class Shapes : Generator
{
    private const ulong Stream = 0x5348_4150_0000_0000;
    private const int Side = 64;
    private const int Scales = 6;
    private const int Orientations = 40;
    private const int Places = 32;

    // The center of the first position, in pixels; no shape is larger than that, so every shape lies inside.
    private const int FirstPlace = 16;
    private const int Reach = 15;

    private static readonly (double Cosine, double Sine)[] Directions = Turn();

    /// <inheritdoc/>
    public override string Name => "shapes";

    /// <inheritdoc/>
    public override string Description =>
        "64×64 squares, ellipses and hearts whose five factors are known: shape, scale, orientation, x, y";

    /// <inheritdoc/>
    public override ImageShape Image => new(1, Side, Side);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["square", "ellipse", "heart"];

    /// <inheritdoc/>
    public override IReadOnlyList<string> FactorNames { get; } = ["shape", "scale", "orientation", "x", "y"];

    /// <inheritdoc/>
    protected override int Draw(ulong seed, int index, Span<float> row, Span<float> factors)
    {
        Rng random = new(seed, Stream + (ulong)index);
        int shape = random.NextInt(ClassNames.Count),
            scale = random.NextInt(Scales),
            orientation = random.NextInt(Orientations);
        int x = random.NextInt(Places),
            y = random.NextInt(Places);
        Fill(row, shape, Size(scale), Directions[orientation], x, y);

        factors[0] = shape;
        factors[1] = (float)Size(scale);
        factors[2] = MathF.Tau * orientation / Orientations;
        factors[3] = x / (Places - 1f);
        factors[4] = y / (Places - 1f);
        return shape;
    }

    private static double Size(int scale) => (scale + Scales - 1) / (2.0 * (Scales - 1));

    // A pixel is white where its middle lies in the shape.
    private static void Fill(
        Span<float> row,
        int shape,
        double size,
        (double Cosine, double Sine) direction,
        int x,
        int y
    )
    {
        for (int down = -Reach; down <= Reach; down++)
        {
            for (int right = -Reach; right <= Reach; right++)
            {
                double across = ((direction.Cosine * right) + (direction.Sine * down)) / size;
                double along = ((direction.Cosine * down) - (direction.Sine * right)) / size;
                if (Holds(shape, across, along))
                    row[((y + FirstPlace + down) * Side) + x + FirstPlace + right] = 1;
            }
        }
    }

    /// <summary>Whether a point lies in the unrotated shape; in pixels of the largest scale, from the center.</summary>
    private static bool Holds(int shape, double x, double y)
    {
        switch (shape)
        {
            case 0:
                return Math.Abs(x) <= 9.3 && Math.Abs(y) <= 9.3;
            case 1:
                return (x * x / (13.1 * 13.1)) + (y * y / (7.3 * 7.3)) <= 1;
            default:
                // (u² + v² − 1)³ ≤ u² v³, with v upwards; its center lies 0.12 above that of the formula.
                double u = x / 10.7,
                    v = 0.12 - (y / 10.7),
                    circle = (u * u) + (v * v) - 1;
                return circle * circle * circle <= u * u * v * v * v;
        }
    }

    // Only by multiplication, which rounds the same way on every machine; a library's cosine may not.
    private static (double Cosine, double Sine)[] Turn()
    {
        const double Cosine = 0.98768834059513777,
            Sine = 0.15643446504023087;
        (double Cosine, double Sine)[] directions = new (double, double)[Orientations];
        directions[0] = (1, 0);
        for (int i = 1; i < Orientations; i++)
        {
            (double cosine, double sine) = directions[i - 1];
            directions[i] = ((cosine * Cosine) - (sine * Sine), (cosine * Sine) + (sine * Cosine));
        }

        return directions;
    }
}
