using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Networks;

/// <summary>
/// Fully connected layers, chosen by the rows: a <see cref="ResidualNetwork"/> for tables, which is never worse than
/// PCA, and a <see cref="DenseNetwork"/> for images and wherever training cannot start from PCA. A model stores the
/// chosen network.
/// </summary>
/// <param name="Hidden">Sizes of the encoder's hidden layers, input side first; null for the default of the chosen
/// network.</param>
/// <param name="Activation">The activation of hidden layers.</param>
public sealed record AutomaticNetwork(IReadOnlyList<int>? Hidden = null, Activation Activation = Activation.Elu)
    : Network
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Network> Description { get; } =
        new PieceDescription<Network, AutomaticNetwork>(
            "auto",
            "Residual for tables, dense for images and wherever training cannot start from PCA",
            new(),
            network => $"residual or dense, {ActivationNames.Read(network.Activation)}"
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
                unset: "those of the chosen network"
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
    [JsonIgnore]
    public override Network Closed => new DenseNetwork(Hidden, Activation);

    /// <inheritdoc/>
    internal override Network Choose(AutoencoderOptions options, Schema schema)
    {
        bool isResidual =
            schema.Image is null
            && options.Reconstruction is not { MeanFunction: not null }
            && options.Bottleneck
                is { HasGaussianCode: false, LimitsLatent: false, LatentActivation: Activation.Identity }
            && options.OutputActivation is null or Activation.Identity;
        return isResidual ? new ResidualNetwork(Hidden, Activation) : new DenseNetwork(Hidden, Activation);
    }

    /// <summary>The <see cref="DenseNetwork"/> to use if only sizes are known.</summary>
    /// <inheritdoc/>
    public override Network Resolve(int columns, int latent) =>
        new DenseNetwork(Hidden, Activation).Resolve(columns, latent);

    /// <inheritdoc/>
    public override Layer BuildEncoder(ParameterPlan plan, Schema schema, int code, int condition = 0) =>
        throw new InvalidOperationException("A network must be chosen before it is built.");

    /// <inheritdoc/>
    public override Layer BuildDecoder(ParameterPlan plan, Schema schema, int latent, Activation output) =>
        throw new InvalidOperationException("A network must be chosen before it is built.");

    /// <inheritdoc/>
    public override IEnumerable<string> HiddenSizes(Schema schema) => [];

    /// <summary>Two networks are equal when their settings are.</summary>
    public bool Equals(AutomaticNetwork? other) =>
        other is not null
        && Activation == other.Activation
        && (Hidden is null ? other.Hidden is null : other.Hidden is not null && Hidden.SequenceEqual(other.Hidden));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Activation, Hidden?.Count);
}
