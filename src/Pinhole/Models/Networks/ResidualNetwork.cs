using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>
/// Linear paths into the latent and out of it, which start at the principal components of the training rows, and
/// parallel fully connected layers, whose last weights start at zero. Before the first step the model is PCA; the
/// weights that validation keeps are no worse.
/// </summary>
/// <param name="Hidden">
/// Sizes of the encoder's hidden layers, input side first, and of the decoder's in reverse; empty for linear paths
/// alone. Null for sizes that halve down to the latent, limited so that a layer of wide rows has at most 4 million
/// weights.
/// </param>
/// <param name="Activation">The activation of hidden layers.</param>
public sealed record ResidualNetwork(IReadOnlyList<int>? Hidden = null, Activation Activation = Activation.Elu)
    : Network
{
    private const int MaximumWeights = 1 << 22;
    private const int MinimumSize = 32;

    private const string EncoderPath = "encoder.linear";
    private const string DecoderPath = "decoder.linear";

    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Network> Description { get; } =
        new PieceDescription<Network, ResidualNetwork>(
            "residual",
            "Linear paths that start at the principal components, and parallel layers that start at zero",
            new(),
            network => $"residual, {ActivationNames.Read(network.Activation)}"
        )
            .Sizes(
                nameof(Hidden),
                HiddenOption,
                "Sizes of the encoder's hidden layers, input side first",
                ("{0} hidden layers are", "a hidden layer of {0} units is"),
                DenseNetwork.MaximumHidden,
                NumberRange.AtLeast(1),
                network => network.Hidden,
                (network, sizes) => network with { Hidden = sizes },
                example: "256,64",
                unset: "halving down to the latent"
            )
            .Choice(
                nameof(Activation),
                "activation",
                ActivationHelp,
                ActivationNames.Choices,
                network => network.Activation,
                (network, activation) => network with { Activation = activation }
            );

    /// <inheritdoc/>
    public override PieceDescription<Network> Describe() => Description;

    /// <inheritdoc/>
    internal override LinearPaths LinearPaths =>
        new(
            EncoderPath,
            DecoderPath,
            Sizes.Count == 0 ? [] : [$"encoder.{Sizes.Count}.weight", $"decoder.{Sizes.Count}.weight"]
        );

    /// <summary>Linear: PCA has no sigmoid or tanh at its end.</summary>
    /// <inheritdoc/>
    internal override Activation? Output => Activation.Identity;

    /// <inheritdoc/>
    internal override void RequireFit(AutoencoderOptions options)
    {
        if (options.Bottleneck.LatentActivation != Activation.Identity)
            throw new InputException(
                "a residual network starts at principal components, which need a linear latent; leave the "
                    + "latent's activation or sparsity out, or choose `Network` dense"
            );
        if (options.OutputActivation is not (null or Activation.Identity))
            throw new InputException(
                "a residual network starts at principal components, which need a linear output; leave the "
                    + "output activation out, or choose `Network` dense"
            );
    }

    /// <inheritdoc/>
    public override Network Resolve(int columns, int latent)
    {
        int maximum = Math.Max(MinimumSize, MaximumWeights / columns);
        return Hidden is null ? this with { Hidden = DenseNetwork.Halving(columns, latent, maximum) } : this;
    }

    /// <inheritdoc/>
    public override Layer BuildEncoder(ParameterPlan plan, Schema schema, int code, int condition = 0) =>
        Build(plan, "encoder", [checked(schema.Columns + condition), .. Sizes, code]);

    /// <inheritdoc/>
    public override Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output) =>
        Build(plan, "decoder", [latent, .. Sizes.Reverse(), schema.Columns]);

    /// <inheritdoc/>
    public override IEnumerable<string> HiddenSizes(Schema schema) => Sizes.Select(size => $"{size}");

    /// <summary>Two networks are equal when their layers and settings are.</summary>
    public bool Equals(ResidualNetwork? other) =>
        other is not null
        && Activation == other.Activation
        && (Hidden is null ? other.Hidden is null : other.Hidden is not null && Hidden.SequenceEqual(other.Hidden));

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Activation, Hidden?.Count, Hidden is { Count: > 0 } ? Hidden[0] : 0);

    private IReadOnlyList<int> Sizes =>
        Hidden ?? throw new InvalidOperationException("A network must be resolved before it is built.");

    private Layer Build(ParameterPlan plan, string name, int[] sizes)
    {
        LinearLayer linear = new(plan, $"{name}.linear", sizes[0], sizes[^1], Activation.Identity);
        int count = sizes.Length - 1;
        if (count == 1)
            return linear;
        List<Layer> layers = [];
        for (int i = 0; i < count; i++)
        {
            bool last = i == count - 1;
            layers.Add(
                new LinearLayer(
                    plan,
                    $"{name}.{i}",
                    sizes[i],
                    sizes[i + 1],
                    last ? Activation.Identity : Activation,
                    bias: !last
                )
            );
        }

        return new ResidualLayer(linear, new LayerStack([.. layers]));
    }
}
