using Pinhole.Data;
using Pinhole.Models.Networks;

namespace Pinhole.ModelFiles.Importing;

/// <summary>
/// Converts the weights of convolutional models from PyTorch. Between layers, images are [channels, height, width] in
/// PyTorch and [height, width, channels] in Pinhole, so weights must be reordered. A kernel is [outputs, inputs,
/// height, width] in PyTorch and [outputs, height · width · inputs] in Pinhole; that of a transposed convolution is
/// [inputs, outputs, height, width] in PyTorch and [height · width · outputs, inputs] in Pinhole.
/// </summary>
internal static class ImageLayers
{
    /// <summary>The same layers, with PyTorch's shapes and the conversion of its numbers.</summary>
    /// <param name="layers">Layers of the model, as it declares them.</param>
    /// <param name="network">The convolutions of the network, resolved.</param>
    /// <param name="image">The shape of the model's output.</param>
    public static IReadOnlyList<ModelLayer> Describe(
        IReadOnlyList<ModelLayer> layers,
        Convolutions network,
        ImageShape image
    )
    {
        int count = network.Channels!.Count,
            channels = network.Channels[^1],
            kernel = network.Kernel;
        int pixels = (int)layers.Single(layer => layer.Name == "decoder.0").Shape[0] / channels;
        return
        [
            .. layers.Select(layer =>
                layer switch
                {
                    { Shape.Count: not 2 } => layer,
                    { Name: "decoder.0" } => layer with
                    {
                        Arrange = (_, numbers) =>
                            Swap(numbers, 1, channels, pixels, numbers.Length / (channels * pixels)),
                    },
                    { IsOfEncoder: true } when layer.Name == $"encoder.{count}" => layer with { Arrange = Columns },
                    { IsOfEncoder: false } when network.AreTransposed => Transposed(layer),
                    _ => Convolution(layer),
                }
            ),
        ];

        // A condition comes after the features of the smallest image and stays there.
        float[] Columns(string part, float[] numbers)
        {
            if (part != ForeignLayer.Weight)
                return numbers;
            int features = channels * pixels,
                columns = (int)layers.Single(layer => layer.Name == $"encoder.{count}").Shape[1];
            return
            [
                .. numbers
                    .Chunk(columns)
                    .SelectMany(row => Swap(row[..features], 1, channels, pixels, 1).Concat(row[features..])),
            ];
        }

        ModelLayer Convolution(ModelLayer layer)
        {
            (int outputs, int inputs) = ((int)layer.Shape[0], (int)layer.Shape[1] / (kernel * kernel));
            return layer with
            {
                Shape = [outputs, inputs, kernel, kernel],
                Arrange = (part, numbers) =>
                    part == ForeignLayer.Weight
                        ? Swap(numbers, outputs, inputs, kernel * kernel, 1)
                        : Spread(layer, part, numbers),
            };
        }

        ModelLayer Transposed(ModelLayer layer)
        {
            (int inputs, int outputs) = ((int)layer.Shape[1], (int)layer.Shape[0] / (kernel * kernel));
            return layer with
            {
                Shape = [inputs, outputs, kernel, kernel],
                OutputAxis = 1,
                Arrange = (part, numbers) =>
                    part == ForeignLayer.Weight
                        ? Swap(
                            Swap(numbers, 1, inputs, outputs * kernel * kernel, 1),
                            1,
                            outputs,
                            kernel * kernel,
                            inputs
                        )
                        : Spread(layer, part, numbers),
            };
        }

        // Pinhole has one last bias for each number of the image; the final image is [channels, height, width] here
        // too.
        float[] Spread(ModelLayer layer, string part, float[] numbers) =>
            part == ForeignLayer.Bias && layer.Name == $"decoder.{count}"
                ? [.. numbers.SelectMany(bias => Enumerable.Repeat(bias, image.Height * image.Width))]
                : numbers;
    }

    /// <summary>[outer, first, second, inner] as [outer, second, first, inner].</summary>
    private static float[] Swap(float[] numbers, int outer, int first, int second, int inner)
    {
        float[] swapped = new float[numbers.Length];
        for (int o = 0; o < outer; o++)
        {
            for (int a = 0; a < first; a++)
            {
                for (int b = 0; b < second; b++)
                    numbers
                        .AsSpan(((((o * first) + a) * second) + b) * inner, inner)
                        .CopyTo(swapped.AsSpan(((((o * second) + b) * first) + a) * inner));
            }
        }

        return swapped;
    }
}
