using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;

namespace Pinhole.Models.Networks;

/// <summary>
/// For images: convolutions that halve height and width, then a linear layer to the code; on the way out a linear layer
/// and transposed convolutions, back to exactly the sizes of the way in (after Masci et al. 2011, with strides in place of
/// pooling, Springenberg et al. 2015). A condition joins the features of the smallest image.
/// </summary>
/// <param name="Channels">
/// Channels of the encoder's convolutions, input side first; may be empty. Null for 16, doubling from layer to layer
/// until an image has at most 64 pixels, in two layers at least.
/// </param>
/// <param name="Activation">What each hidden layer ends in.</param>
/// <param name="Kernel">Height and width of each convolution's kernel, an odd number of at least 3.</param>
public sealed record ConvolutionalNetwork(IReadOnlyList<int>? Channels = null, Activation Activation = Activation.Elu, int Kernel = 3) : Network
{
    // Far beyond what trains, and small enough that no size of a hostile model file overflows.
    private const int MostLayers = 16;
    private const int MostChannels = 1 << 16;
    private const int LargestKernel = 31;
    private const int FirstChannels = 16;
    private const int FewPixels = 64;
    private const int Stride = 2;

    /// <inheritdoc/>
    public override Network Resolve(int columns, int latent)
    {
        if (Channels is not null)
            return this;
        List<int> channels = [];
        for (long pixels = columns; channels.Count < 2 || (pixels > FewPixels && channels.Count < 6); pixels /= Stride * Stride)
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
            layers.Add(new ConvolutionLayer(plan, $"encoder.{i}", steps[i], Sizes[i], Activation));
        if (image.Channels > 1 && layers.Count > 0)
            layers[0] = new LayerStack(new ChannelOrderLayer(image.Channels, image.Height * image.Width, toPixels: true), layers[0]);
        if (condition > 0)
            layers = [.. layers.Select(layer => new BesideLayer(layer, condition))];
        layers.Add(new LinearLayer(plan, $"encoder.{steps.Count}", Features(schema, steps) + condition, code, Activation.Identity));
        return new LayerStack([.. layers]);
    }

    /// <inheritdoc/>
    public override Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output)
    {
        ImageShape image = Image(schema);
        List<Patches> steps = Steps(image);
        List<Layer> layers = [new LinearLayer(plan, "decoder.0", latent, Features(schema, steps), steps.Count == 0 ? Activation.Identity : Activation)];
        for (int i = steps.Count - 1; i >= 0; i--)
            layers.Add(new TransposedConvolutionLayer(plan, $"decoder.{steps.Count - i}", steps[i], Sizes[i], i == 0 ? Activation.Identity : Activation, bias: i > 0));
        if (image.Channels > 1)
            layers.Add(new ChannelOrderLayer(image.Channels, image.Height * image.Width, toPixels: false));
        layers.Add(new BiasLayer(plan, $"decoder.{steps.Count + 1}", schema.Columns, output));
        return new LayerStack([.. layers]);
    }

    /// <inheritdoc/>
    public override IEnumerable<string> HiddenSizes(Schema schema) =>
        Steps(Image(schema)).Select((step, i) => FormattableString.Invariant($"{step.Rows}×{step.Columns}×{Sizes[i]}"));

    /// <inheritdoc/>
    public override void Validate()
    {
        RequireKnown(Activation);
        if (Channels?.Count > MostLayers)
            throw new InputException($"{Channels.Count} convolutions are not possible; choose at most {MostLayers}");
        foreach (int channels in Channels ?? [])
        {
            if (channels is < 1 or > MostChannels)
                throw new InputException($"a convolution of {channels} channels is not possible; choose 1 to {MostChannels}, such as 16,32");
        }

        if (Kernel is < 3 or > LargestKernel || Kernel % 2 == 0)
            throw new InputException($"a kernel of {Kernel}×{Kernel} pixels is not possible; choose an odd size from 3 to {LargestKernel}");
    }

    /// <summary>Two networks are equal when their layers are.</summary>
    public bool Equals(ConvolutionalNetwork? other) =>
        other is not null
        && Activation == other.Activation
        && Kernel == other.Kernel
        && (Channels is null ? other.Channels is null : other.Channels is not null && Channels.SequenceEqual(other.Channels));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Activation, Kernel, Channels?.Count, Channels is { Count: > 0 } ? Channels[0] : 0);

    private IReadOnlyList<int> Sizes => Channels ?? throw new InvalidOperationException("A network must be resolved before it is built.");

    private static ImageShape Image(Schema schema) => schema.Image
        ?? throw new InputException($"a convolutional model needs images, but these rows are {schema.Columns} columns that no height and width are known of; give images (idx, or .npy with three or four dimensions), or choose another model such as deep");

    /// <summary>Where each convolution looks, input side first; the last one's patches are the pixels of the smallest image.</summary>
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

    private int Features(Schema schema, List<Patches> steps) => steps.Count == 0 ? schema.Columns : steps[^1].Positions * Sizes[^1];

    private static void RequireRoom(long numbers)
    {
        if (numbers > Array.MaxLength)
            throw new InputException($"a layer of the convolutional network would hold {numbers} numbers for one image; choose fewer channels");
    }
}
