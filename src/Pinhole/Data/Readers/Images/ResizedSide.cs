namespace Pinhole.Data.Readers.Images;

/// <summary>
/// Which pixels before make a pixel after, along one side of an image, and with which weights. A side that becomes
/// shorter averages over the area that a new pixel covers, with shares of the pixels at its ends. A side that becomes
/// longer interpolates between the centers of the nearest two, and repeats the first and the last beyond theirs (as
/// PyTorch's bilinear interpolation with align_corners=False).
/// </summary>
internal sealed class ResizedSide
{
    private readonly int[] _first;
    private readonly int[] _start;
    private readonly double[] _weights;

    /// <param name="before">Pixels before.</param>
    /// <param name="after">Pixels after.</param>
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

    /// <summary>Pixels before.</summary>
    public int Before { get; }

    /// <summary>Pixels after.</summary>
    public int After { get; }

    /// <summary>The weights of neighbouring pixels that make a new one; their sum is 1.</summary>
    /// <param name="index">The new pixel.</param>
    /// <param name="first">Receives the first of those pixels.</param>
    public ReadOnlySpan<double> Weights(int index, out int first)
    {
        first = _first[index];
        return _weights.AsSpan(_start[index].._start[index + 1]);
    }

    // On a ruler on which a pixel before is `After` long, a pixel after is `Before` long.
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
