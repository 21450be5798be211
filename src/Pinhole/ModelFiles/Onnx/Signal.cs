namespace Pinhole.ModelFiles.Onnx;

/// <summary>A tensor of rows within a graph, and the order of its numbers.</summary>
/// <param name="Tensor">The name of the tensor, [batch, sizes…].</param>
/// <param name="Sizes">The sizes after the batch: [features], or for images [channels, pixels] or [channels, height,
/// width].</param>
/// <param name="Channels">Null for the order of the library's layers, with channels interleaved. Otherwise the number
/// of channels, in the order of ONNX: one channel after another.</param>
/// <param name="Condition">The condition that follows these features and is not joined to them yet; null for
/// none.</param>
internal sealed record Signal(string Tensor, int[] Sizes, int? Channels = null, Signal? Condition = null)
{
    /// <summary>Numbers in a row, without the condition.</summary>
    public int Features => Sizes.Aggregate(1, (product, size) => checked(product * size));
}
