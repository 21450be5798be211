using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;

namespace Pinhole.Models.Networks;

/// <summary>
/// Fully connected layers: the hidden ones on the way in, and on the way out the same in reverse, or others.
/// </summary>
/// <param name="Hidden">
/// Sizes of the encoder's hidden layers, input side first; may be empty. Null for sizes that fall evenly from the
/// input down to the latent: see <paramref name="Depth"/>.
/// </param>
/// <param name="Activation">What each hidden layer ends in.</param>
/// <param name="Depth">
/// How many hidden layers there are where <paramref name="Hidden"/> is null, each smaller than the one before by the
/// same factor; null begins with half the input's width (128 to 2,048 units) and halves from layer to layer, as often
/// as it takes.
/// </param>
/// <param name="Normalization">What hidden layers are normalized over, before their activation.</param>
/// <param name="Dropout">The probability of dropping a hidden unit, after its activation, in training; 0 for
/// none.</param>
/// <param name="TiedWeights">
/// Whether the decoder's weights are the encoder's, transposed. Where the encoder's layer has other sizes, as before a
/// Gaussian bottleneck or with a condition, the decoder's keeps weights of its own.
/// </param>
/// <param name="DecoderHidden">
/// Sizes of the decoder's hidden layers, latent side first; may be empty, as for a classifier, whose classes follow
/// right on the latent. Null for those of the encoder in reverse.
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

    // Far beyond what trains, and few enough that a hostile model file cannot ask for millions.
    private const int MostHidden = 100;
    private const int NarrowestFirst = 128;
    private const int WidestFirst = 2048;
    private const int NarrowestFalling = 64;

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
    public override void Validate()
    {
        RequireKnown(Activation);
        RequirePossible(Normalization, Dropout);
        if (TiedWeights && DecoderHidden is not null)
            throw new InputException(
                "a decoder with layers of its own cannot use the encoder's weights; leave --tied out, or "
                    + "--decoder-hidden"
            );
        foreach (int layers in new[] { Hidden?.Count ?? Depth ?? 0, DecoderHidden?.Count ?? 0 })
        {
            if (layers is < 0 or > MostHidden)
                throw new InputException($"{layers} hidden layers are not possible; choose at most {MostHidden}");
        }

        foreach (int size in (Hidden ?? []).Concat(DecoderHidden ?? []))
        {
            if (size < 1)
                throw new InputException(
                    $"a hidden layer of {size} units is not possible; choose sizes of at least 1, such as 256,64"
                );
        }
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

    /// <summary>784 to 32 gives 392, 196, 98; narrow rows begin with 128 units, which lets few columns bend.</summary>
    /// <param name="columns">Features in.</param>
    /// <param name="latent">The size of the latent.</param>
    /// <param name="widest">The most units that a layer may have.</param>
    internal static List<int> Halving(int columns, int latent, int widest = WidestFirst)
    {
        List<int> hidden = [];
        for (
            int size = Math.Min(widest, Math.Clamp(columns / 2, NarrowestFirst, WidestFirst));
            size >= 2L * latent && size >= 2;
            size /= 2
        )
            hidden.Add(size);
        return hidden;
    }

    /// <summary>784 to 32 by way of one layer gives 158, of two 270 and 93; no layer has fewer than 64 units.</summary>
    private static int[] Falling(int columns, int latent, int depth)
    {
        int[] hidden = new int[depth];
        for (int i = 0; i < depth; i++)
            hidden[i] = Math.Max(
                NarrowestFalling,
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
            // The normalization of a batch takes every mean away, and with it what a bias would add.
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
