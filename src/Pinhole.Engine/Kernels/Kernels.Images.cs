namespace Pinhole.Engine.Kernels;

/// <content>The patches of images that convolutions use.</content>
public abstract partial class Kernels
{
    /// <summary>
    /// patches [batch · positions, size] (+)= the patches of images, row by row; zeros where a patch extends beyond its
    /// image.
    /// </summary>
    /// <param name="images">[batch, height, width, channels].</param>
    /// <param name="patches">Receives [batch · positions, kernel height · kernel width · channels].</param>
    /// <param name="shape">Which patches.</param>
    /// <param name="batch">Images.</param>
    /// <param name="accumulate">Whether to add to the patches.</param>
    public abstract void Unfold(Block images, Block patches, in Patches shape, int batch, bool accumulate);

    /// <summary>
    /// images [batch, height, width, channels] (+)= for each pixel, the sum over all patches that contain it: the
    /// transpose of <see cref="Unfold"/>.
    /// </summary>
    public abstract void Fold(Block patches, Block images, in Patches shape, int batch, bool accumulate);
}
