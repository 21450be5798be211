using System.Text.Json.Serialization;

namespace Pinhole.Recipes.Measures;

/// <summary>What a trained model is judged by, once, on rows that nothing was chosen by.</summary>
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
    /// <summary>What its first figure is, in a few words.</summary>
    [JsonIgnore]
    public abstract string Title { get; }

    /// <summary>Whether more is better.</summary>
    [JsonIgnore]
    public virtual bool HigherIsBetter => false;

    /// <summary>Measures.</summary>
    /// <param name="trained">The model, and the rows.</param>
    /// <param name="progress">Told the share that is done, 0 to 1, of what takes long; null for nobody.</param>
    /// <param name="cancellationToken">Ends what takes long.</param>
    /// <returns>The figures by name: first the one of <see cref="Title"/>, then what helps to judge it.</returns>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public abstract IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    );
}
