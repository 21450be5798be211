using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>
/// For images: convolutions that halve height and width, then a linear layer to the code; the decoder is a linear layer
/// and their mirror, with exactly the same sizes (after Masci et al. 2011, with strides in place of pooling,
/// Springenberg et al. 2015). A condition joins the features of the smallest image.
/// </summary>
/// <param name="Channels">
/// Channels of the encoder's convolutions, input side first; may be empty. Null for 16, doubling from layer to layer
/// until an image has at most 64 pixels; at least two layers.
/// </param>
/// <param name="Activation">The activation of hidden layers.</param>
/// <param name="Kernel">Height and width of each convolution's kernel, an odd number from 3.</param>
/// <param name="Upsampling">How the decoder makes images larger.</param>
/// <param name="Normalization">The normalization of hidden layers, before their activation.</param>
/// <param name="Dropout">The probability of dropping a hidden unit, after its activation, in training; 0 for
/// none.</param>
public sealed record ConvolutionalNetwork(
    IReadOnlyList<int>? Channels = null,
    Activation Activation = Activation.Elu,
    int Kernel = 3,
    Upsampling Upsampling = Upsampling.Transpose,
    Normalization Normalization = Normalization.None,
    double Dropout = 0
) : Network
{
    // Far more than can be trained, but small enough that no size in a hostile model file overflows.
    private const int MaximumLayers = 16;
    private const int MaximumChannels = 1 << 16;
    private const int MaximumKernel = 31;
    private const int FirstChannels = 16;
    private const int FewPixels = 64;
    private const int Stride = 2;

    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Network> Description { get; } =
        new PieceDescription<Network, ConvolutionalNetwork>(
            "convolutional",
            "For images: convolutions that halve height and width, and their mirror",
            new(),
            network =>
                $"convolutional, {Read(network.Activation, network.Normalization, network.Dropout)}, "
                + $"kernels of {network.Kernel} × {network.Kernel}"
                + (network.Upsampling == Upsampling.Nearest ? ", pixels repeated on the way back" : "")
        )
            .Sizes(
                nameof(Channels),
                HiddenOption,
                "Channels of the encoder's convolutions, input side first",
                ("{0} convolutions are", "a convolution of {0} channels is"),
                MaximumLayers,
                NumberRange.Between(1, MaximumChannels),
                network => network.Channels,
                (network, channels) => network with { Channels = channels },
                example: "16,32",
                unset: "16, doubling from layer to layer"
            )
            .Count(
                nameof(Kernel),
                "kernel",
                "Height and width of the kernels",
                "a kernel of {0}×{0} pixels is",
                NumberRange.Odd(3, MaximumKernel),
                network => network.Kernel,
                (network, kernel) => network with { Kernel = kernel }
            )
            .Choice(
                nameof(Upsampling),
                "upsampling",
                "How the decoder makes images larger",
                new ChoiceNames<Upsampling>("upsampling"),
                network => network.Upsampling,
                (network, upsampling) => network with { Upsampling = upsampling }
            )
            .Choice(
                nameof(Activation),
                "activation",
                ActivationHelp,
                ActivationNames.Choices,
                network => network.Activation,
                (network, activation) => network with { Activation = activation }
            )
            .Choice(
                nameof(Normalization),
                "norm",
                NormalizationHelp,
                Normalizations,
                network => network.Normalization,
                (network, normalization) => network with { Normalization = normalization }
            )
            .Number(
                nameof(Dropout),
                "dropout",
                DropoutHelp,
                DropoutRefusal,
                NumberRange.ShareBelowOne,
                network => network.Dropout,
                (network, dropout) => network with { Dropout = dropout },
                example: 0.1
            );

    /// <inheritdoc/>
    public override PieceDescription<Network> Describe() => Description;

    /// <inheritdoc/>
    internal override Convolutions Convolutions =>
        new(Channels, Kernel, Upsampling == Upsampling.Transpose, Normalization == Normalization.Layer);

    /// <inheritdoc/>
    public override Network Resolve(int columns, int latent)
    {
        if (Channels is not null)
            return this;
        List<int> channels = [];
        for (
            long pixels = columns;
            channels.Count < 2 || (pixels > FewPixels && channels.Count < 6);
            pixels /= Stride * Stride
        )
            channels.Add(FirstChannels << channels.Count);
        return this with { Channels = channels };
    }

    /// <inheritdoc/>
    public override Layer BuildEncoder(ParameterPlan plan, Schema schema, int code, int condition = 0)
    {
        ImageShape image = Image(schema);
        List<Patches> steps = Steps(image);
        List<Layer> layers = [];
        for (int i = 0; i < steps.Count; i++)
        {
            List<Layer> parts =
                i == 0 && image.Channels > 1
                    ? [new ChannelOrderLayer(image.Channels, image.Height * image.Width, toPixels: true)]
                    : [];
            parts.Add(new ConvolutionLayer(plan, $"encoder.{i}", steps[i], Sizes[i], BeforeNormalization, HasBias));
            Finish(parts, plan, $"encoder.{i}", steps[i].Positions, Sizes[i], dropout: i);
            Layer layer = parts.Count == 1 ? parts[0] : new LayerStack([.. parts]);
            layers.Add(condition == 0 ? layer : new BesideLayer(layer, condition));
        }

        layers.Add(
            new LinearLayer(
                plan,
                $"encoder.{steps.Count}",
                Features(schema, steps) + condition,
                code,
                Activation.Identity
            )
        );
        return new LayerStack([.. layers]);
    }

    /// <inheritdoc/>
    public override Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output)
    {
        ImageShape image = Image(schema);
        List<Patches> steps = Steps(image);
        List<Layer> layers =
        [
            new LinearLayer(
                plan,
                "decoder.0",
                latent,
                Features(schema, steps),
                steps.Count == 0 ? Activation.Identity : BeforeNormalization
            ),
        ];
        if (steps.Count > 0)
            Finish(layers, plan, "decoder.0", steps[^1].Positions, Sizes[^1], dropout: steps.Count);
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            string name = $"decoder.{steps.Count - i}";
            Enlarge(
                layers,
                plan,
                name,
                steps[i],
                Sizes[i],
                i == 0 ? Activation.Identity : BeforeNormalization,
                bias: i > 0 && HasBias
            );
            if (i > 0)
                Finish(
                    layers,
                    plan,
                    name,
                    steps[i].Height * steps[i].Width,
                    steps[i].Channels,
                    dropout: (2 * steps.Count) - i
                );
        }

        if (image.Channels > 1)
            layers.Add(new ChannelOrderLayer(image.Channels, image.Height * image.Width, toPixels: false));
        layers.Add(new BiasLayer(plan, $"decoder.{steps.Count + 1}", schema.Columns, output));
        return new LayerStack([.. layers]);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> HiddenSizes(Schema schema) =>
        Steps(Image(schema)).Select((step, i) => FormattableString.Invariant($"{step.Rows}×{step.Columns}×{Sizes[i]}"));

    /// <summary>Two networks are equal when their layers and settings are.</summary>
    public bool Equals(ConvolutionalNetwork? other) =>
        other is not null
        && Activation == other.Activation
        && Kernel == other.Kernel
        && Upsampling == other.Upsampling
        && Normalization == other.Normalization
        && Dropout.Equals(other.Dropout)
        && (
            Channels is null
                ? other.Channels is null
                : other.Channels is not null && Channels.SequenceEqual(other.Channels)
        );

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(
            Activation,
            Kernel,
            Channels?.Count,
            Channels is { Count: > 0 } ? Channels[0] : 0,
            Upsampling,
            Normalization,
            Dropout
        );

    private IReadOnlyList<int> Sizes =>
        Channels ?? throw new InvalidOperationException("A network must be resolved before it is built.");

    private Activation BeforeNormalization => Normalization == Normalization.None ? Activation : Activation.Identity;

    // Batch normalization removes the mean of each channel, so a bias would have no effect.
    private bool HasBias => Normalization != Normalization.Batch;

    /// <summary>Adds the decoder's mirror of an encoder convolution.</summary>
    private void Enlarge(
        List<Layer> layers,
        ParameterPlan plan,
        string name,
        Patches step,
        int channels,
        Activation activation,
        bool bias
    )
    {
        if (Upsampling == Upsampling.Transpose)
        {
            layers.Add(new TransposedConvolutionLayer(plan, name, step, channels, activation, bias));
            return;
        }

        Patches around = step with { Channels = channels, Stride = 1 };
        RequireRoom(around.Height * (long)around.Width * channels);
        RequireRoom((long)Kernel * Kernel * channels);
        layers.Add(new UpsamplingLayer(channels, step.Height, step.Width));
        layers.Add(new ConvolutionLayer(plan, name, around, step.Channels, activation, bias));
    }

    /// <summary>Adds normalization, activation and dropout after a hidden layer.</summary>
    private void Finish(List<Layer> layers, ParameterPlan plan, string name, int pixels, int channels, int dropout)
    {
        int features = checked(pixels * channels);
        if (Normalization == Normalization.Batch)
            layers.Add(
                new PixelwiseLayer(new BatchNormalizationLayer(plan, $"{name}.normalization", channels), pixels)
            );
        if (Normalization == Normalization.Layer)
            layers.Add(new LayerNormalizationLayer(plan, $"{name}.normalization", features));
        if (Normalization != Normalization.None)
            layers.Add(new ActivationLayer(features, Activation));
        if (Dropout > 0)
            layers.Add(new DropoutLayer(features, Dropout, dropout));
    }

    private static ImageShape Image(Schema schema) =>
        schema.Image
        ?? throw new InputException(
            $"a convolutional model needs images, but these rows are {schema.Columns} columns without height and "
                + "width; give images (idx, or .npy with three or four dimensions), or choose another "
                + "model such as deep"
        );

    /// <summary>
    /// The patches of each convolution, input side first; the last convolution has one patch for each pixel of the
    /// smallest image.
    /// </summary>
    private List<Patches> Steps(ImageShape image)
    {
        List<Patches> steps = [];
        (int height, int width, int before) = (image.Height, image.Width, image.Channels);
        foreach (int channels in Sizes)
        {
            RequireRoom((long)height * width * before);
            RequireRoom((long)Kernel * Kernel * before);
            Patches step = new(height, width, before, Kernel, Kernel, Stride, Kernel / 2);
            RequireRoom((long)step.Rows * step.Columns * channels);
            steps.Add(step);
            (height, width, before) = (step.Rows, step.Columns, channels);
        }

        return steps;
    }

    private int Features(Schema schema, List<Patches> steps) =>
        steps.Count == 0 ? schema.Columns : steps[^1].Positions * Sizes[^1];

    private static void RequireRoom(long numbers)
    {
        if (numbers > Array.MaxLength)
            throw new InputException(
                $"a layer of the convolutional network would hold {numbers} numbers for one image; choose fewer "
                    + "channels"
            );
    }
}
