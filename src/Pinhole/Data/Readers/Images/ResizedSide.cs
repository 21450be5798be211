namespace Pinhole.Data.Readers.Images;

/// <summary>
/// The weights of the old pixels in each new pixel, along one side of a resized image. A side that shrinks is averaged
/// over the area of each new pixel, with shares of the pixels at its ends. A side that grows is interpolated between
/// the centers of the two nearest pixels, and repeats the first and the last beyond their centers (as in PyTorch's
/// bilinear interpolation with align_corners=False).
/// </summary>
internal sealed class ResizedSide
{
    private readonly int[] _first;
    private readonly int[] _start;
    private readonly double[] _weights;

    /// <param name="before">The old length in pixels.</param>
    /// <param name="after">The new length in pixels.</param>
    public ResizedSide(int before, int after)
    {
        (Before, After) = (before, after);
        _first = new int[after];
        _start = new int[after + 1];
        List<double> weights = new(Math.Max(2 * after, before + after));
        for (int i = 0; i < after; i++)
        {
            if (after < before)
                AddArea(i, weights);
            else
                AddNeighbours(i, weights);
            _start[i + 1] = weights.Count;
        }

        _weights = [.. weights];
    }

    /// <summary>The old length in pixels.</summary>
    public int Before { get; }

    /// <summary>The new length in pixels.</summary>
    public int After { get; }

    /// <summary>The weights of neighbouring old pixels in a new pixel; their sum is 1.</summary>
    /// <param name="index">The new pixel.</param>
    /// <param name="first">Receives the first of those old pixels.</param>
    public ReadOnlySpan<double> Weights(int index, out int first)
    {
        first = _first[index];
        return _weights.AsSpan(_start[index].._start[index + 1]);
    }

    // In units in which an old pixel is `After` long, a new pixel is `Before` long.
    private void AddArea(int index, List<double> weights)
    {
        long from = (long)index * Before,
            to = from + Before;
        _first[index] = (int)(from / After);
        for (long pixel = _first[index]; pixel * After < to; pixel++)
            weights.Add((double)(Math.Min(to, (pixel + 1) * After) - Math.Max(from, pixel * After)) / Before);
    }

    private void AddNeighbours(int index, List<double> weights)
    {
        double center = Math.Clamp(((index + 0.5) * Before / After) - 0.5, 0, Before - 1);
        _first[index] = (int)center;
        double share = center - _first[index];
        weights.Add(1 - share);
        if (share > 0)
            weights.Add(share);
    }
}
