using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>Fully connected layers: the decoder has the encoder's hidden layers in reverse, or its own.</summary>
/// <param name="Hidden">
/// Sizes of the encoder's hidden layers, input side first; may be empty. Null for sizes that fall evenly from the input
/// to the latent: see <paramref name="Depth"/>.
/// </param>
/// <param name="Activation">The activation of hidden layers.</param>
/// <param name="Depth">
/// The number of hidden layers if <paramref name="Hidden"/> is null, each smaller than the previous one by the same
/// factor; null starts with half the input's width (128 to 2,048 units) and halves it down to the latent.
/// </param>
/// <param name="Normalization">The normalization of hidden layers, before their activation.</param>
/// <param name="Dropout">The probability of dropping a hidden unit, after its activation, in training; 0 for
/// none.</param>
/// <param name="TiedWeights">
/// Whether the decoder's weights are the encoder's, transposed. A decoder layer has its own weights if the sizes
/// differ, as after a Gaussian bottleneck or with a condition.
/// </param>
/// <param name="DecoderHidden">
/// Sizes of the decoder's hidden layers, latent side first; may be empty, as for a classifier whose classes follow
/// directly on the latent. Null for the encoder's sizes in reverse.
/// </param>
public sealed record DenseNetwork(
    IReadOnlyList<int>? Hidden = null,
    Activation Activation = Activation.Elu,
    int? Depth = null,
    Normalization Normalization = Normalization.None,
    double Dropout = 0,
    bool TiedWeights = false,
    IReadOnlyList<int>? DecoderHidden = null
) : Network
{
    private const string EncoderName = "encoder";

    // Far more than can be trained, but few enough that a hostile model file cannot ask for millions.
    internal const int MaximumHidden = 100;
    private const int MinimumFirst = 128;
    private const int MaximumFirst = 2048;
    private const int MinimumFalling = 64;

    private static readonly (string, string) Refusals = ("{0} hidden layers are", "a hidden layer of {0} units is");

    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Network> Description { get; } =
        new PieceDescription<Network, DenseNetwork>("dense", "Fully connected layers", new(), network =>
            $"dense, {Read(network.Activation, network.Normalization, network.Dropout)}"
            + (network.TiedWeights ? ", with tied weights" : "")
        )
            .Sizes(
                nameof(Hidden),
                HiddenOption,
                "Sizes of the encoder's hidden layers, input side first",
                Refusals,
                MaximumHidden,
                NumberRange.AtLeast(1),
                network => network.Hidden,
                (network, sizes) => network with { Hidden = sizes, Depth = sizes is null ? network.Depth : null },
                example: "256,64",
                unset: "falling evenly to the latent"
            )
            .OptionalCount(
                nameof(Depth),
                null,
                "The number of hidden layers without given sizes",
                "{0} hidden layers are",
                NumberRange.Between(0, MaximumHidden),
                network => network.Depth,
                (network, depth) => network with { Depth = depth },
                example: 2,
                unset: "halving down to the latent"
            )
            .Sizes(
                nameof(DecoderHidden),
                "decoder-hidden",
                "Sizes of the decoder's hidden layers, latent side first",
                Refusals,
                MaximumHidden,
                NumberRange.AtLeast(1),
                network => network.DecoderHidden,
                (network, sizes) => network with { DecoderHidden = sizes },
                example: "64,256",
                unset: "those of the encoder in reverse"
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
            )
            .Flag(
                nameof(TiedWeights),
                "tied",
                "Whether the decoder uses the encoder's weights, transposed",
                network => network.TiedWeights,
                (network, tied) => network with { TiedWeights = tied }
            );

    /// <inheritdoc/>
    public override PieceDescription<Network> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSingleLayer => Hidden is { Count: 0 };

    /// <inheritdoc/>
    internal override PlainLayers RequirePlainLayers() =>
        Normalization == Normalization.None
            ? new PlainLayers(Sizes, TiedWeights, DecoderHidden is null)
            : throw new InputException(
                "pretraining trains dense layers one by one, and a normalization depends on all of them; "
                    + "leave `Normalization` out"
            );

    /// <inheritdoc/>
    public override Network Resolve(int columns, int latent)
    {
        if (Hidden is not null)
            return this;
        return this with
        {
            Hidden = Depth is int depth ? Falling(columns, latent, depth) : Halving(columns, latent),
            Depth = null,
        };
    }

    /// <inheritdoc/>
    public override Layer BuildEncoder(ParameterPlan plan, Schema schema, int code, int condition = 0) =>
        Build(
            plan,
            EncoderName,
            [checked(schema.Columns + condition), .. Sizes, code],
            Activation.Identity,
            firstDropout: 0
        );

    /// <inheritdoc/>
    public override Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output) =>
        Build(
            plan,
            "decoder",
            [latent, .. DecoderHidden ?? Sizes.Reverse(), schema.Columns],
            output,
            firstDropout: Sizes.Count
        );

    /// <inheritdoc/>
    public override IEnumerable<string> HiddenSizes(Schema schema) => Sizes.Select(size => $"{size}");

    /// <inheritdoc/>
    public override IEnumerable<string> DecoderSizes(Schema schema) =>
        DecoderHidden?.Select(size => $"{size}") ?? base.DecoderSizes(schema);

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (TiedWeights && DecoderHidden is not null)
            throw new InputException(
                "a decoder with its own layers cannot use the encoder's weights; leave `TiedWeights` out, or "
                    + "`DecoderHidden`"
            );
    }

    /// <summary>Two networks are equal when their layers and settings are.</summary>
    public bool Equals(DenseNetwork? other) =>
        other is not null
        && Activation == other.Activation
        && Depth == other.Depth
        && Normalization == other.Normalization
        && Dropout.Equals(other.Dropout)
        && TiedWeights == other.TiedWeights
        && Same(Hidden, other.Hidden)
        && Same(DecoderHidden, other.DecoderHidden);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(
            Activation,
            Depth,
            Hidden?.Count,
            Hidden is { Count: > 0 } ? Hidden[0] : 0,
            Normalization,
            Dropout,
            TiedWeights,
            DecoderHidden?.Count
        );

    private static bool Same(IReadOnlyList<int>? sizes, IReadOnlyList<int>? others) =>
        sizes is null ? others is null : others is not null && sizes.SequenceEqual(others);

    private IReadOnlyList<int> Sizes =>
        Hidden ?? throw new InvalidOperationException("A network must be resolved before it is built.");

    /// <summary>
    /// 784 to 32 gives 392, 196, 98; narrow rows start with 128 units, so that few columns get nonlinear layers too.
    /// </summary>
    /// <param name="columns">Features in.</param>
    /// <param name="latent">The size of the latent.</param>
    /// <param name="maximum">The maximum size of a layer.</param>
    internal static List<int> Halving(int columns, int latent, int maximum = MaximumFirst)
    {
        List<int> hidden = [];
        for (
            int size = Math.Min(maximum, Math.Clamp(columns / 2, MinimumFirst, MaximumFirst));
            size >= 2L * latent && size >= 2;
            size /= 2
        )
            hidden.Add(size);
        return hidden;
    }

    /// <summary>
    /// From 784 to 32, one layer has 158 units, two have 270 and 93; no layer has fewer than 64 units.
    /// </summary>
    private static int[] Falling(int columns, int latent, int depth)
    {
        int[] hidden = new int[depth];
        for (int i = 0; i < depth; i++)
            hidden[i] = Math.Max(
                MinimumFalling,
                (int)Math.Round(columns * Math.Pow((double)latent / columns, (i + 1.0) / (depth + 1)))
            );
        return hidden;
    }

    private LayerStack Build(ParameterPlan plan, string name, int[] sizes, Activation last, int firstDropout)
    {
        List<Layer> layers = [];
        int count = sizes.Length - 1;
        for (int i = 0; i < count; i++)
        {
            bool hidden = i < count - 1,
                normalized = hidden && Normalization != Normalization.None;
            Activation activation =
                normalized ? Activation.Identity
                : hidden ? Activation
                : last;
            // Batch normalization removes the mean of each feature, so a bias would have no effect.
            bool bias = !(normalized && Normalization == Normalization.Batch);
            List<Layer> parts = [];
            int? tied =
                TiedWeights && name != EncoderName
                    ? plan.FindWeight($"{EncoderName}.{count - 1 - i}.weight", sizes[i], sizes[i + 1])
                    : null;
            parts.Add(
                tied is int weight
                    ? new TiedLinearLayer(plan, $"{name}.{i}", weight, sizes[i], sizes[i + 1], activation, bias)
                    : new LinearLayer(plan, $"{name}.{i}", sizes[i], sizes[i + 1], activation, bias)
            );
            if (normalized)
            {
                parts.Add(Normalize(plan, $"{name}.{i}.normalization", sizes[i + 1]));
                parts.Add(new ActivationLayer(sizes[i + 1], Activation));
            }

            if (hidden && Dropout > 0)
                parts.Add(new DropoutLayer(sizes[i + 1], Dropout, firstDropout + i));
            layers.Add(parts.Count == 1 ? parts[0] : new LayerStack([.. parts]));
        }

        return new LayerStack([.. layers]);
    }

    private Layer Normalize(ParameterPlan plan, string name, int features) =>
        Normalization == Normalization.Batch
            ? new BatchNormalizationLayer(plan, name, features)
            : new LayerNormalizationLayer(plan, name, features);
}
