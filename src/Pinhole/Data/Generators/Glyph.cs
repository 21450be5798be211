using System.Globalization;
using System.Numerics;
using Pinhole.Engine.Random;

namespace Pinhole.Data.Generators;

/// <summary>One way to write a character: the strokes of the pen, as points that a smooth line runs through.</summary>
internal sealed class Glyph
{
    private const int PiecesBetweenPoints = 6;

    private readonly Vector2[][] _strokes;
    private readonly bool[][] _corners;

    /// <summary>Makes a glyph of text.</summary>
    /// <param name="text"> Strokes separated by "|", points separated by ",": x and y in hundredths of the box, y
    /// downwards; a point with "*" is a sharp corner. </param>
    public Glyph(string text)
    {
        string[][] strokes = Array.ConvertAll(text.Split('|'), stroke =>
            stroke.Split(',', StringSplitOptions.TrimEntries)
        );
        _strokes = Array.ConvertAll(strokes, stroke => Array.ConvertAll(stroke, Point));
        _corners = Array.ConvertAll(strokes, stroke => Array.ConvertAll(stroke, point => point.EndsWith('*')));
    }

    /// <summary>Draws the glyph with random variation.</summary>
    /// <param name="random">Moves every point a little.</param>
    /// <param name="jitter">How far, as a share of the box.</param>
    /// <returns>The points of each stroke, in the unit box, close enough to be joined by straight lines.</returns>
    public List<Vector2>[] Write(Rng random, float jitter)
    {
        List<Vector2>[] lines = new List<Vector2>[_strokes.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            Vector2[] points = Array.ConvertAll(_strokes[i], point =>
                point + jitter * new Vector2((float)random.NextGaussian(), (float)random.NextGaussian())
            );
            lines[i] = Smooth(points, _corners[i]);
        }

        return lines;
    }

    // The spline of Catmull and Rom (1974), which passes through its points; it restarts at corners.
    private static List<Vector2> Smooth(Vector2[] points, bool[] corners)
    {
        List<Vector2> line = [points[0]];
        for (int i = 0; i + 1 < points.Length; i++)
        {
            Vector2 a = points[i],
                b = points[i + 1];
            Vector2 before = i == 0 || corners[i] ? a : points[i - 1];
            Vector2 after = i + 2 == points.Length || corners[i + 1] ? b : points[i + 2];
            for (int piece = 1; piece <= PiecesBetweenPoints; piece++)
            {
                float t = piece / (float)PiecesBetweenPoints;
                Vector2 slopes =
                    (b - before) * t
                    + (2 * before - 5 * a + 4 * b - after) * (t * t)
                    + (3 * a - before - 3 * b + after) * (t * t * t);
                line.Add(a + slopes / 2);
            }
        }

        return line;
    }

    private static Vector2 Point(string text)
    {
        string[] numbers = text.TrimEnd('*').Split(' ');
        return new Vector2(Hundredths(numbers[0]), Hundredths(numbers[1]));
    }

    private static float Hundredths(string text) => int.Parse(text, CultureInfo.InvariantCulture) / 100f;
}
