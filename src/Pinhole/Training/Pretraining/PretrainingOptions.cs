using System.Text.Json.Serialization;
using Pinhole.Models;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// Layer-wise pretraining: the layers of a deep model are trained one by one, so that the joint training starts from
/// good weights (Hinton and Salakhutdinov 2006; Bengio, Lamblin, Popovici and Larochelle 2007).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StackedPretraining), "stacked")]
[JsonDerivedType(typeof(RbmPretraining), "rbm")]
public abstract record PretrainingOptions
{
    /// <summary>The names for <see cref="Create"/>.</summary>
    public static IReadOnlyList<string> Names { get; } = ["stacked", "rbm"];

    /// <summary>The epochs of each layer.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Creates pretraining by name, with its default settings.</summary>
    /// <exception cref="InputException">The name is unknown.</exception>
    public static PretrainingOptions Create(string name) =>
        name switch
        {
            "stacked" => new StackedPretraining(),
            "rbm" => new RbmPretraining(),
            _ => throw new InputException(Suggestion.Unknown("pretraining", name, Names)),
        };

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public virtual void Validate()
    {
        if (Epochs < 1)
            throw new InputException($"{Epochs} epochs of pretraining are not possible; choose at least 1");
    }

    /// <summary>Refuses a model whose layers cannot be trained one by one.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="InputException">It is not dense, or has normalization or a condition.</exception>
    internal virtual void RequirePossible(Autoencoder model) => DenseLayers.RequirePlain(model);

    /// <summary>Trains one layer of a model, and writes its weights into the model.</summary>
    /// <returns>The squared error of a row of its input; null if training was stopped, which leaves the model
    /// unchanged.</returns>
    internal abstract double? Train(LayerTask task);
}
