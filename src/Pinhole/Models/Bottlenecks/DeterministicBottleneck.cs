using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models.Networks;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>The code is the latent: only its size limits it.</summary>
/// <param name="Activation">
/// The activation of each number of the code: none, or for example a sigmoid for a contractive autoencoder (Rifai et
/// al. 2011) or a nearly binary code.
/// </param>
public sealed record DeterministicBottleneck(Activation Activation = Activation.Identity) : Bottleneck
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, DeterministicBottleneck>(
            "deterministic",
            "The code is the latent: only its size limits it",
            new(),
            code =>
                code.Activation == Activation.Identity
                    ? "deterministic"
                    : $"deterministic, {ActivationNames.Read(code.Activation)} units"
        ).Choice(
            nameof(Activation),
            "latent-activation",
            "The activation of the latent",
            ActivationNames.Choices,
            code => code.Activation,
            (code, activation) => code with { Activation = activation }
        );

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool LimitsLatent => false;

    /// <inheritdoc/>
    public override int CodeSize(int latent) => latent;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms) => Latent(code);

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => Activation == Activation.Identity ? code : code.Activate(Activation);

    internal override Activation? LatentActivation => Activation;
}
