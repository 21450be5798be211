namespace Pinhole.ModelFiles.Onnx;

/// <summary>
/// Reorders rows for a node. Consecutive nodes usually agree, so nothing is added: a stack of convolutions keeps the
/// order of ONNX.
/// </summary>
internal static class SignalOrder
{
    /// <summary>Rows in the order of the library, [batch, features], followed by their condition.</summary>
    public static Signal ToRows(this Graph graph, Signal x)
    {
        if (x.Condition is Signal condition)
        {
            Signal features = graph.ToRows(x with { Condition = null });
            string joined = graph.Add("Concat", [features.Tensor, condition.Tensor], Attributes.Integer("axis", 1));
            return new Signal(joined, [features.Features + condition.Features]);
        }

        if (x.Channels > 1)
            x = graph.SwapChannels(graph.Reshape(x, [x.Channels.Value, x.Features / x.Channels.Value]), null);
        return graph.Reshape(x, [x.Features]) with { Channels = null };
    }

    /// <summary>Images in the order of ONNX, [batch, channels, …].</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="x">Rows of images.</param>
    /// <param name="channels">Numbers in a pixel.</param>
    /// <param name="pixels">The number of pixels, or height and width.</param>
    public static Signal ToImages(this Graph graph, Signal x, int channels, params int[] pixels)
    {
        if (x.Channels != channels)
        {
            x = graph.ToRows(x);
            // With one channel, both orders are the same.
            x =
                channels == 1
                    ? x with
                    {
                        Channels = 1,
                    }
                    : graph.SwapChannels(graph.Reshape(x, [x.Features / channels, channels]), channels);
        }

        return graph.Reshape(x, [channels, .. pixels]);
    }

    /// <summary>The same numbers in another shape.</summary>
    public static Signal Reshape(this Graph graph, Signal x, int[] sizes) =>
        x.Sizes.SequenceEqual(sizes)
            ? x
            // In ONNX, a size of 0 copies the size of the input.
            : x with
            {
                Tensor = graph.Add("Reshape", [x.Tensor, graph.Integers([0, .. sizes])]),
                Sizes = sizes,
            };

    /// <summary>[batch, channels, pixels] to [batch, pixels, channels], or back.</summary>
    private static Signal SwapChannels(this Graph graph, Signal x, int? channels) =>
        new(
            graph.Add("Transpose", [x.Tensor], Attributes.Integers("perm", 0, 2, 1)),
            [x.Sizes[1], x.Sizes[0]],
            channels
        );
}
