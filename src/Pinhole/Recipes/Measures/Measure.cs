using System.Text.Json.Serialization;

namespace Pinhole.Recipes.Measures;

/// <summary>A measurement of a trained model on test rows.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SquaredErrorMeasure), "squared-error")]
[JsonDerivedType(typeof(DenoisingMeasure), "denoising")]
[JsonDerivedType(typeof(LikelihoodMeasure), "likelihood")]
[JsonDerivedType(typeof(ClassificationMeasure), "classification")]
[JsonDerivedType(typeof(CodeClassificationMeasure), "code-classification")]
[JsonDerivedType(typeof(SampleClassesMeasure), "sample-classes")]
[JsonDerivedType(typeof(DisentanglementMeasure), "disentanglement")]
public abstract record Measure
{
    /// <summary>The name of its first figure.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>Whether a higher figure is better.</summary>
    [JsonIgnore]
    public virtual bool HigherIsBetter => false;

    /// <summary>Measures.</summary>
    /// <param name="trained">The model and the rows.</param>
    /// <param name="progress">Receives the share that is done, 0 to 1, if measuring takes long; null for none.</param>
    /// <param name="cancellationToken">Stops measuring.</param>
    /// <returns>The figures by name: first that of <see cref="Title"/>, then others to compare it with.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public abstract IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    );
}
