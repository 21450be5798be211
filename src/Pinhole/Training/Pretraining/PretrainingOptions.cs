using System.Text.Json.Serialization;
using Pinhole.Models;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// How the layers of a deep model are trained one after the other before all of them are trained together, so that this
/// begins near a good place (Hinton and Salakhutdinov 2006; Bengio, Lamblin, Popovici and Larochelle 2007).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StackedPretraining), "stacked")]
[JsonDerivedType(typeof(RbmPretraining), "rbm")]
public abstract record PretrainingOptions
{
    /// <summary>The names that <see cref="Create"/> takes.</summary>
    public static IReadOnlyList<string> Names { get; } = ["stacked", "rbm"];

    /// <summary>How often each layer sees each row.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Pretraining by name, with its usual settings.</summary>
    /// <exception cref="InputException">There is no such pretraining.</exception>
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
    /// <exception cref="InputException">It is not dense, or has something between its layers or beside its
    /// rows.</exception>
    internal virtual void RequirePossible(Autoencoder model) => DenseLayers.RequirePlain(model);

    /// <summary>Trains one layer of a model, and writes what it learned into the model.</summary>
    /// <returns>The squared error of a row of its input; null where training was stopped, and the model is as it
    /// was.</returns>
    internal abstract double? Train(LayerTask task);
}
