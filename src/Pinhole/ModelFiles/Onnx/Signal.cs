namespace Pinhole.ModelFiles.Onnx;

/// <summary>Rows on their way through a graph, and how their numbers lie in its tensor.</summary>
/// <param name="Tensor">The name of the tensor, [batch, sizes…].</param>
/// <param name="Sizes">What follows the batch: [features], or of images [channels, pixels] or [channels, height,
/// width].</param>
/// <param name="Channels">
/// Null where the numbers lie as the layers of the library have them, the channels of a pixel side by side. Otherwise
/// they lie as ONNX has images, one channel after another: so many channels.
/// </param>
/// <param name="Condition">What belongs behind these features and has not been joined to them; null for
/// nothing.</param>
internal sealed record Signal(string Tensor, int[] Sizes, int? Channels = null, Signal? Condition = null)
{
    /// <summary>Numbers in a row, those of the condition not among them.</summary>
    public int Features => Sizes.Aggregate(1, (product, size) => checked(product * size));
}
