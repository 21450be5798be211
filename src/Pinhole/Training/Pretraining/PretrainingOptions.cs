using System.Text.Json.Serialization;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Pieces;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// How the layers of a deep model are trained one after the other before all of them are trained together, so that this
/// begins near a good place (Hinton and Salakhutdinov 2006; Bengio, Lamblin, Popovici and Larochelle 2007).
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

    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names => Family.Names;

    /// <inheritdoc/>
    public virtual PieceDescription<PretrainingOptions> Describe() => UndescribedPiece.Describe(this);

    /// <summary>It with a corruption of its own on the input of every layer; null where it knows none.</summary>
    /// <param name="corruption">What corrupts the input of every layer.</param>
    public virtual PretrainingOptions? WithCorruption(Corruption corruption) => null;

    /// <summary>How often each layer sees each row.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Pretraining by name, with its usual settings.</summary>
    /// <exception cref="InputException">There is no such pretraining.</exception>
    public static PretrainingOptions Create(string name) => Family.Create(name);

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate() => Describe().Validate(this);

    /// <summary>Refuses a model whose layers cannot be trained one by one.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It is not dense, or has something between its layers or beside its
    /// rows.</exception>
    internal virtual void RequirePossible(Autoencoder model) => DenseLayers.RequirePlain(model);

    /// <summary>Trains one layer of a model, and writes what it learned into the model.</summary>
    /// <returns>The squared error of a row of its input; null where training was stopped, and the model is as it
    /// was.</returns>
    internal abstract double? Train(LayerTask task);
}
