namespace Pinhole.Data.Preprocessing;

/// <summary>One kind of preprocessing, as <see cref="Preprocessors"/> knows it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Fit">Learns from training rows; the number is what stands behind the equals sign, if anything
/// does.</param>
/// <param name="Restore">Puts it together again from that number and what was learned, by name.</param>
/// <param name="Range">The bounds of what comes out, of what goes in within bounds.</param>
/// <param name="TakesNumber">Whether a number may stand behind an equals sign.</param>
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
