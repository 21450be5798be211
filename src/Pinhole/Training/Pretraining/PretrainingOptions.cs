using System.Text.Json.Serialization;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Pieces;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// Layer-wise pretraining: the layers of a deep model are trained one by one, so that the joint training starts from
/// good weights (Hinton and Salakhutdinov 2006; Bengio, Lamblin, Popovici and Larochelle 2007).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StackedPretraining), "stacked")]
[JsonDerivedType(typeof(RbmPretraining), "rbm")]
public abstract record PretrainingOptions : IPiece<PretrainingOptions>
{
    private protected const string EpochsHelp = "How often each layer sees each row";
    private protected const string EpochsRefusal = "{0} epochs of pretraining are";

    /// <summary>All kinds of pretraining.</summary>
    public static PieceFamily<PretrainingOptions> Family { get; } =
        new("pretraining", () => [StackedPretraining.Description, RbmPretraining.Description]);

    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<PretrainingOptions> Describe() => UndescribedPiece.Describe(this);

    /// <summary>
    /// A copy with another corruption of the input of every layer; null if this pretraining has none.
    /// </summary>
    /// <param name="corruption">The corruption of the input of every layer.</param>
    public virtual PretrainingOptions? WithCorruption(Corruption corruption) => null;

    /// <summary>The epochs of each layer.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Creates pretraining by name, with its default settings.</summary>
    /// <exception cref="InputException">The name is unknown.</exception>
    public static PretrainingOptions Create(string name) => Family.Create(name);

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>Refuses a model whose layers cannot be trained one by one.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It is not dense, or has normalization or a condition.</exception>
    internal virtual void RequirePossible(Autoencoder model) => DenseLayers.RequirePlain(model);

    /// <summary>Trains one layer of a model, and writes its weights into the model.</summary>
    /// <returns>The squared error of a row of its input; null if training was stopped, which leaves the model
    /// unchanged.</returns>
    internal abstract double? Train(LayerTask task);
}
