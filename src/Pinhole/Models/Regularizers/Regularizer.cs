using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Regularizers;

/// <summary>A penalty, as a term of the loss: on large weights, or on latents that change fast.</summary>
/// <param name="Weight">λ, 0 or more: the weight of the penalty in the loss of a row.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(L1Regularizer), "l1")]
[JsonDerivedType(typeof(L2Regularizer), "l2")]
[JsonDerivedType(typeof(ContractiveRegularizer), "contractive")]
public abstract record Regularizer(double Weight) : IPiece<Regularizer>
{
    /// <summary>All penalties.</summary>
    public static PieceFamily<Regularizer> Family { get; } =
        new("penalty", () =>
            [L1Regularizer.Description, L2Regularizer.Description, ContractiveRegularizer.Description]
        );

    /// <inheritdoc/>
    public virtual PieceDescription<Regularizer> Describe() => UndescribedPiece.Describe(this);

    /// <summary>Whether it limits the latent, so that a wide latent cannot just copy rows.</summary>
    [JsonIgnore]
    public virtual bool LimitsLatent => false;

    /// <summary>The name of its term in the loss; a model has one regularizer of each name.</summary>
    [JsonIgnore]
    public abstract string Term { get; }

    /// <summary>The penalty, before its weight.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The encoder's input: its rows may be corrupted.</param>
    /// <param name="code">The output of the encoder, [batch, code].</param>
    /// <param name="pass">The pass, with weights and noise.</param>
    /// <returns>A scalar: the mean over the batch.</returns>
    public abstract Tensor Penalty(Autoencoder model, Batch batch, Tensor code, Pass pass);

    /// <summary>Checks the settings.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);
}
