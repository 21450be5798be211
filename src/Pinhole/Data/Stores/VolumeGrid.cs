namespace Pinhole.Data.Stores;

/// <summary>
/// How the volumes of a file are cut into patches, which do not overlap: along x first, then y, z and time. Voxels at
/// the far edges that do not fill a patch are left out.
/// </summary>
/// <param name="Width">Voxels of a volume along x.</param>
/// <param name="Height">Along y.</param>
/// <param name="Depth">Along z: how many slices it has.</param>
/// <param name="Times">How many volumes there are.</param>
/// <param name="Patch">A size that fits into the volume.</param>
internal sealed record VolumeGrid(int Width, int Height, int Depth, int Times, PatchSize Patch)
{
    /// <summary>How many patches there are.</summary>
    public long Rows => InVolume * Times;

    /// <summary>Voxels in a patch.</summary>
    public long Columns => (long)Patch.Width * Patch.Height * Patch.Depth;

    /// <summary>How many voxels all volumes have.</summary>
    public long Voxels => (long)Width * Height * Depth * Times;

    /// <summary>Whether the patches are the slices.</summary>
    public bool IsSlices => Patch == new PatchSize(Width, Height);

    private int Across => Width / Patch.Width;

    private int Down => Height / Patch.Height;

    private int Deep => Depth / Patch.Depth;

    private long InVolume => (long)Across * Down * Deep;

    /// <summary>The position of the first voxel of a patch, counted from 0.</summary>
    /// <param name="row">The patch.</param>
    public (int X, int Y, int Z, int Time) Corner(int row)
    {
        (long time, long place) = Math.DivRem(row, InVolume);
        (long z, long inPlane) = Math.DivRem(place, (long)Across * Down);
        (long y, long x) = Math.DivRem(inPlane, Across);
        return ((int)x * Patch.Width, (int)y * Patch.Height, (int)z * Patch.Depth, (int)time);
    }

    /// <summary>
    /// The name of a patch: where it begins along the sides that have more than one, as in "x=16 y=0 z=8"; empty if
    /// there is only one patch.
    /// </summary>
    /// <param name="row">The patch.</param>
    public string Name(int row)
    {
        (int x, int y, int z, int time) = Corner(row);
        (string Side, int Place, int Count)[] places =
        [
            ("t", time, Times),
            ("x", x, Across),
            ("y", y, Down),
            ("z", z, Deep),
        ];
        return string.Join(' ', places.Where(place => place.Count > 1).Select(place => $"{place.Side}={place.Place}"));
    }
}
