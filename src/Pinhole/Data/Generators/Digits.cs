using System.Numerics;
using Pinhole.Engine.Random;

namespace Pinhole.Data.Generators;

/// <summary>
/// Digits of 28×28 pixels as if written by many hands: strokes with random slant, size, thickness and a smooth
/// distortion (after the elastic distortion of Simard, Steinkraus and Platt 2003, but of strokes instead of pixels).
/// </summary>
public sealed class Digits : Generator
{
    private const ulong Stream = 0x4449_4749_0000_0000;
    private const float Jitter = 0.03f;
    private const float Middle = 13.5f;
    private const float MaximumSide = 20;

    /// <inheritdoc/>
    public override string Name => "digits";

    /// <inheritdoc/>
    public override string Description => "28×28 handwriting-like digits, ten classes";

    /// <inheritdoc/>
    public override ImageShape Image => new(1, 28, 28);

    /// <inheritdoc/>
    public override IReadOnlyList<string> ClassNames { get; } = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <inheritdoc/>
    protected override int Draw(ulong seed, int index, Span<float> row, Span<float> factors)
    {
        Rng random = new(seed, Stream + (ulong)index);
        int digit = random.NextInt(10);
        Glyph[] ways = DigitGlyphs.All[digit];
        List<Vector2>[] lines = ways[random.NextInt(ways.Length)].Write(random, Jitter);

        Slant(lines, random);
        Bend(lines, random);
        Center(lines, random);

        float radius = 0.75f + 0.8f * random.NextFloat() * random.NextFloat() + 0.25f * random.NextFloat();
        float softness = 0.9f + 0.6f * random.NextFloat();
        foreach (List<Vector2> line in lines)
            DrawStroke(row, line, radius, softness, random);
        return digit;
    }

    // From the unit box to pixels: each hand has its own width, slant and rotation.
    private static void Slant(List<Vector2>[] lines, Rng random)
    {
        float height = 18 + 3 * random.NextFloat();
        float width = height * (0.55f + 0.38f * random.NextFloat());
        float shear = Math.Clamp(0.12f + 0.2f * (float)random.NextGaussian(), -0.35f, 0.6f);
        float angle = Math.Clamp(0.08f * (float)random.NextGaussian(), -0.25f, 0.25f);
        Matrix3x2 hand =
            Matrix3x2.CreateScale(width, height)
            * new Matrix3x2(1, 0, -shear, 1, 0, 0)
            * Matrix3x2.CreateRotation(angle);
        Move(lines, point => Vector2.Transform(point, hand));
    }

    // Long waves across the image push the strokes aside.
    private static void Bend(List<Vector2>[] lines, Rng random)
    {
        for (int wave = 0; wave < 3; wave++)
        {
            float direction = MathF.Tau * random.NextFloat(),
                phase = MathF.Tau * random.NextFloat();
            float length = 14 + 16 * random.NextFloat();
            Vector2 along = MathF.Tau / length * new Vector2(MathF.Cos(direction), MathF.Sin(direction));
            Vector2 push = 0.55f * new Vector2((float)random.NextGaussian(), (float)random.NextGaussian());
            push = Vector2.Clamp(push, new Vector2(-1.1f), new Vector2(1.1f));
            Move(lines, point => point + MathF.Sin(Vector2.Dot(along, point) + phase) * push);
        }
    }

    // Moved near the middle of the image, and shrunk to fit inside.
    private static void Center(List<Vector2>[] lines, Rng random)
    {
        Vector2 low = new(float.MaxValue),
            high = new(float.MinValue);
        foreach (List<Vector2> line in lines)
        {
            foreach (Vector2 point in line)
                (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        }

        Vector2 size = high - low,
            middle = (low + high) / 2;
        float scale = MathF.Min(1, MaximumSide / MathF.Max(size.X, size.Y));
        Vector2 shift = new(Shift(random), Shift(random));
        Move(lines, point => new Vector2(Middle) + shift + scale * (point - middle));
    }

    private static float Shift(Rng random) => Math.Clamp(0.6f * (float)random.NextGaussian(), -1.2f, 1.2f);

    // The pen presses harder in some places than in others.
    private static void DrawStroke(Span<float> row, List<Vector2> line, float radius, float softness, Rng random)
    {
        float phase = MathF.Tau * random.NextFloat(),
            turns = 0.5f + random.NextFloat(),
            strength = 0.2f * random.NextFloat();
        for (int i = 1; i < line.Count; i++)
        {
            float pressure = 1 + strength * MathF.Sin(MathF.Tau * turns * i / line.Count + phase);
            Pen.DrawLine(row, new ImageShape(1, 28, 28), line[i - 1], line[i], radius * pressure, softness);
        }
    }

    private static void Move(List<Vector2>[] lines, Func<Vector2, Vector2> move)
    {
        foreach (List<Vector2> line in lines)
        {
            for (int i = 0; i < line.Count; i++)
                line[i] = move(line[i]);
        }
    }
}
