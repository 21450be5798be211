using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>Layers as nodes of a graph, as they work after training.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The weights of the model.</param>
internal sealed class LayerNodes(Graph graph, Weights weights)
{
    private readonly ImageLayerNodes _images = new(graph, weights);

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Its input.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="NotSupportedException">The layer is not one of Pinhole's own.</exception>
    public Signal Add(Layer layer, Signal x) =>
        layer switch
        {
            LayerStack stack => stack.Layers.Aggregate(x, (signal, part) => Add(part, signal)),
            // The condition follows the features and is not joined yet.
            BesideLayer beside when x.Condition?.Features == beside.Others => Add(
                beside.Layer,
                x with
                {
                    Condition = null,
                }
            ) with
            {
                Condition = x.Condition,
            },
            ResidualLayer residual => AddBoth(graph.ToRows(x), residual),
            DropoutLayer => x,
            ActivationLayer activation => x with { Tensor = graph.Activate(x.Tensor, activation.Activation) },
            LinearLayer linear => Product(x, linear, linear.Weight, outputsFirst: true, linear.Bias, linear.Activation),
            TiedLinearLayer tied => Product(x, tied, tied.Weight, outputsFirst: false, tied.Bias, tied.Activation),
            BiasLayer bias => AddBias(graph.ToRows(x), bias),
            BatchNormalizationLayer normalization => Normalize(graph.ToRows(x), normalization),
            PixelwiseLayer { Layer: BatchNormalizationLayer normalization } pixelwise => Normalize(
                ToPixels(x, normalization.Inputs, pixelwise.Pixels),
                normalization
            ),
            LayerNormalizationLayer normalization => Normalize(graph.ToRows(x), normalization),
            _ => _images.Add(layer, x),
        };

    private Signal AddBoth(Signal x, ResidualLayer layer)
    {
        Signal linear = Add(layer.Linear, x),
            nonlinear = Add(layer.Nonlinear, x);
        return linear with { Tensor = graph.Add("Add", [linear.Tensor, nonlinear.Tensor]) };
    }

    private Signal Product(Signal x, Layer layer, int weight, bool outputsFirst, int? bias, Activation activation)
    {
        x = graph.ToRows(x);
        string[] inputs =
        [
            x.Tensor,
            graph.Add(weights.Get(weight)),
            .. bias is int place ? [graph.Add(weights.Get(place))] : Array.Empty<string>(),
        ];
        string product = graph.Add("Gemm", inputs, Attributes.Integer("transB", outputsFirst ? 1 : 0));
        return new Signal(graph.Activate(product, activation), [layer.Outputs]);
    }

    private Signal AddBias(Signal x, BiasLayer layer) =>
        x with
        {
            Tensor = graph.Activate(graph.Add("Add", [x.Tensor, graph.Add(weights.Get(layer.Bias))]), layer.Activation),
        };

    // Images keep height and width.
    private Signal ToPixels(Signal x, int channels, int pixels) =>
        x.Channels == channels && x.Sizes.Length > 2 ? x : graph.ToImages(x, channels, pixels);

    // Over the second dimension: the features of rows, the channels of images.
    private Signal Normalize(Signal x, BatchNormalizationLayer layer)
    {
        string[] inputs =
        [
            x.Tensor,
            .. new[] { layer.Scale, layer.Shift, layer.Mean, layer.Variance }.Select(place =>
                graph.Add(weights.Get(place))
            ),
        ];
        return x with
        {
            Tensor = graph.Add("BatchNormalization", inputs, Attributes.Number("epsilon", NormalizationInputs.Epsilon)),
        };
    }

    private Signal Normalize(Signal x, LayerNormalizationLayer layer)
    {
        string[] inputs = [x.Tensor, graph.Add(weights.Get(layer.Scale)), graph.Add(weights.Get(layer.Shift))];
        return x with
        {
            Tensor = graph.Add(
                "LayerNormalization",
                inputs,
                Attributes.Integer("axis", 1),
                Attributes.Number("epsilon", NormalizationInputs.Epsilon)
            ),
        };
    }
}
