namespace Pinhole.Data.Preprocessing;

/// <summary>One kind of preprocessing, as <see cref="Preprocessors"/> knows it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Fit">Fits the step on training rows. The number is the one after the equals sign, if there is
/// one.</param>
/// <param name="Restore">Restores the step from that number and the learned arrays, by name.</param>
/// <param name="Range">The bounds of the output, given the bounds of the input.</param>
/// <param name="TakesNumber">Whether the step takes a number after an equals sign.</param>
internal sealed record PreprocessingStep(
    string Name,
    Func<IRows, float?, Preprocessor> Fit,
    Func<float?, Func<string, float[]>, Preprocessor> Restore,
    Func<(float, float)?, (float, float)?> Range,
    bool TakesNumber = false
)
{
    /// <summary>A step that learns nothing.</summary>
    public PreprocessingStep(
        string name,
        Func<float?, Preprocessor> make,
        Func<(float, float)?, (float, float)?> range,
        bool takesNumber
    )
        : this(name, (_, number) => make(number), (number, _) => make(number), range, takesNumber) { }
}
