namespace Pinhole.Data;

/// <summary>The size of the patches that volumes are cut into, in voxels, width first. Each patch is a row.</summary>
/// <param name="Width">Along x, at least 1.</param>
/// <param name="Height">Along y, at least 1.</param>
/// <param name="Depth">Along z, at least 1; patches of one slice are images.</param>
public readonly record struct PatchSize(int Width, int Height, int Depth = 1)
{
    /// <summary>No patches: each volume, of any size, is one row.</summary>
    public static PatchSize Volume => default;

    /// <summary>The sides, as in 16×16×8; only two if the depth is 1.</summary>
    public override string ToString() => Depth == 1 ? $"{Width}×{Height}" : $"{Width}×{Height}×{Depth}";
}
