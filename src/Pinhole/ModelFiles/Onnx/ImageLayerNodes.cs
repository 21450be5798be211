using Pinhole.Engine.Kernels;
using Pinhole.Layers;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>Layers of images as nodes of a graph: [batch, channels, height, width] between them.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The weights of the model.</param>
internal sealed class ImageLayerNodes(Graph graph, Weights weights)
{
    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="x">Its input.</param>
    /// <returns>Its output.</returns>
    /// <exception cref="NotSupportedException">The layer is not one of Pinhole's own.</exception>
    public Signal Add(Layer layer, Signal x) =>
        layer switch
        {
            ConvolutionLayer convolution => Convolve(x, convolution),
            TransposedConvolutionLayer convolution => Paint(x, convolution),
            UpsamplingLayer upsampling => Upsample(x, upsampling),
            // Only the label of the order changes: datasets and ONNX use the same order.
            ChannelOrderLayer { ToPixels: true } order => graph.ToRows(x) with { Channels = order.Channels },
            ChannelOrderLayer order => graph.Reshape(
                graph.ToImages(x, order.Channels, order.Outputs / order.Channels),
                [order.Outputs]
            ) with
            {
                Channels = null,
            },
            _ => throw Unsupported.Piece(layer),
        };

    private Signal Convolve(Signal x, ConvolutionLayer layer)
    {
        Patches patches = layer.Patches;
        int channels = layer.Outputs / patches.Positions,
            pixels = patches.KernelHeight * patches.KernelWidth;
        TensorProto weight = weights.Get(
            layer.Weight,
            [channels, patches.Channels, patches.KernelHeight, patches.KernelWidth],
            values =>
                Reorder(values, (channels, patches.Channels, pixels), (output, input, pixel) =>
                    ((((output * pixels) + pixel) * patches.Channels) + input)
                )
        );
        x = graph.ToImages(x, patches.Channels, patches.Height, patches.Width);
        string image = graph.Add("Conv", Inputs(x, weight, layer.Bias), Around(patches));
        return new Signal(graph.Activate(image, layer.Activation), [channels, patches.Rows, patches.Columns], channels);
    }

    private Signal Paint(Signal x, TransposedConvolutionLayer layer)
    {
        Patches patches = layer.Patches;
        int channels = layer.Inputs / patches.Positions,
            pixels = patches.KernelHeight * patches.KernelWidth;
        TensorProto weight = weights.Get(
            layer.Weight,
            [channels, patches.Channels, patches.KernelHeight, patches.KernelWidth],
            values =>
                Reorder(values, (channels, patches.Channels, pixels), (input, output, pixel) =>
                    ((((pixel * patches.Channels) + output) * channels) + input)
                )
        );
        x = graph.ToImages(x, channels, patches.Rows, patches.Columns);
        AttributeProto beyond = Attributes.Integers(
            "output_padding",
            Beyond(patches.Height, patches.Rows, patches.KernelHeight),
            Beyond(patches.Width, patches.Columns, patches.KernelWidth)
        );
        string image = graph.Add("ConvTranspose", Inputs(x, weight, layer.Bias), [.. Around(patches), beyond]);
        return new Signal(
            graph.Activate(image, layer.Activation),
            [patches.Channels, patches.Height, patches.Width],
            patches.Channels
        );

        // The lines of the image and its padding that the convolution did not reach.
        int Beyond(int size, int count, int kernel) =>
            size + (2 * patches.Padding) - ((count - 1) * patches.Stride) - kernel;
    }

    private Signal Upsample(Signal x, UpsamplingLayer layer)
    {
        int height = (layer.Height + 1) / 2,
            width = (layer.Width + 1) / 2;
        x = graph.ToImages(x, layer.Channels, height, width);
        string scales = graph.Add(Tensors.Of("upsampling.scales", [4], [1, 1, 2, 2]));
        string image = graph.Add(
            "Resize",
            [x.Tensor, "", scales],
            Attributes.Text("mode", "nearest"),
            Attributes.Text("coordinate_transformation_mode", "asymmetric"),
            Attributes.Text("nearest_mode", "floor")
        );
        if (layer.Height < 2 * height || layer.Width < 2 * width)
            image = graph.Add(
                "Slice",
                [image, graph.Integers(0, 0), graph.Integers(layer.Height, layer.Width), graph.Integers(2, 3)]
            );
        return new Signal(image, [layer.Channels, layer.Height, layer.Width], layer.Channels);
    }

    private string[] Inputs(Signal x, TensorProto weight, int? bias) =>
        [x.Tensor, graph.Add(weight), .. bias is int place ? [graph.Add(weights.Get(place))] : Array.Empty<string>()];

    private static AttributeProto[] Around(Patches patches) =>
        [
            Attributes.Integers("kernel_shape", patches.KernelHeight, patches.KernelWidth),
            Attributes.Integers("strides", patches.Stride, patches.Stride),
            Attributes.Integers("pads", patches.Padding, patches.Padding, patches.Padding, patches.Padding),
        ];

    /// <summary>Numbers in the order of a shape.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="sizes">The shape.</param>
    /// <param name="place">Maps a position of the shape to an index of the numbers.</param>
    private static float[] Reorder(
        float[] values,
        (int First, int Second, int Third) sizes,
        Func<int, int, int, int> place
    )
    {
        float[] ordered = new float[values.Length];
        int next = 0;
        for (int first = 0; first < sizes.First; first++)
        {
            for (int second = 0; second < sizes.Second; second++)
            {
                for (int third = 0; third < sizes.Third; third++)
                    ordered[next++] = values[place(first, second, third)];
            }
        }

        return ordered;
    }
}
