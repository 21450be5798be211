namespace Pinhole.Data;

/// <summary>
/// The sides of the pieces that volumes are cut into, in voxels, in the order of <see cref="ImageSize"/>. A piece is a
/// row.
/// </summary>
/// <param name="Width">Along x, at least 1.</param>
/// <param name="Height">Along y, at least 1.</param>
/// <param name="Depth">Along z, at least 1; pieces of one slice are images.</param>
public readonly record struct PatchSize(int Width, int Height, int Depth = 1)
{
    /// <summary>No piece: each volume, of whatever size, is one row.</summary>
    public static PatchSize Volume => default;

    /// <summary>The sides with a sign between them, as in 16×16×8; two where that is all of the piece.</summary>
    public override string ToString() => Depth == 1 ? $"{Width}×{Height}" : $"{Width}×{Height}×{Depth}";
}
