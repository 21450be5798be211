namespace Pinhole.Data.Preprocessing;

/// <summary>
/// What is done to a row before a model sees it, and undone after. It is fitted on the training rows alone, does not
/// change afterwards, and may be used by many threads.
/// </summary>
public abstract class Preprocessor
{
    /// <summary>The name it is chosen by; see <see cref="Preprocessors"/>.</summary>
    public abstract string Name { get; }

    /// <summary>What was learned from the training rows, by name, as a model file keeps it.</summary>
    internal virtual IReadOnlyList<(string Name, float[] Values)> Learned => [];

    /// <summary>Prepares a row for the model.</summary>
    /// <param name="row">One row: [columns].</param>
    public abstract void ApplyInPlace(Span<float> row);

    /// <summary>Whether a 0 stays 0 in every column, so that sparse rows can stay sparse.</summary>
    internal virtual bool KeepsZeros => false;

    /// <summary>
    /// Prepares what is kept of a sparse row, where <see cref="KeepsZeros"/>: to the same numbers as within the whole
    /// row.
    /// </summary>
    /// <param name="places">The columns of the numbers.</param>
    /// <param name="values">The numbers.</param>
    internal virtual void ApplyInPlace(ReadOnlySpan<int> places, Span<float> values) => ApplyInPlace(values);

    /// <summary>
    /// Brings a row of the model's numbers back to the scale of the data, as far as that is possible.
    /// </summary>
    /// <param name="row">One row: [columns].</param>
    public abstract void InvertInPlace(Span<float> row);

    /// <summary>
    /// The bounds that prepared training rows keep, (0, 1) or (−1, 1), from which the output activation follows; null
    /// where there are none. Rows not seen in training may lie outside.
    /// </summary>
    /// <param name="schema">What the training rows are.</param>
    public (float Minimum, float Maximum)? OutputRange(Schema schema) => Preprocessors.OutputRange(Name, schema);
}
