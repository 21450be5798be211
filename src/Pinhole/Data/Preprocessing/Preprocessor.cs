namespace Pinhole.Data.Preprocessing;

/// <summary>
/// Prepares rows for a model, and undoes this for its output. It is fitted only on the training rows, is immutable
/// afterwards, and may be used by many threads.
/// </summary>
public abstract class Preprocessor
{
    /// <summary>Its name; see <see cref="Preprocessors"/>.</summary>
    public abstract string Name { get; }

    /// <summary>The arrays that were learned from the training rows, by name, as a model file stores them.</summary>
    internal virtual IReadOnlyList<(string Name, float[] Values)> Learned => [];

    /// <summary>Prepares a row for the model.</summary>
    /// <param name="row">One row: [columns].</param>
    public abstract void ApplyInPlace(Span<float> row);

    /// <summary>Whether a 0 stays 0 in every column, so that sparse rows can stay sparse.</summary>
    internal virtual bool KeepsZeros => false;

    /// <summary>
    /// Prepares the stored numbers of a sparse row if <see cref="KeepsZeros"/>; they become the same numbers as in the
    /// dense row.
    /// </summary>
    /// <param name="places">The columns of the stored numbers.</param>
    /// <param name="values">The numbers.</param>
    internal virtual void ApplyInPlace(ReadOnlySpan<int> places, Span<float> values) => ApplyInPlace(values);

    /// <summary>Brings a row of the model's output back to the scale of the data, as far as possible.</summary>
    /// <param name="row">One row: [columns].</param>
    public abstract void InvertInPlace(Span<float> row);

    /// <summary>
    /// The bounds of prepared training rows, (0, 1) or (−1, 1), which decide the output activation; null if there are
    /// none. Rows that were not in the training data may lie outside.
    /// </summary>
    /// <param name="schema">What the training rows are.</param>
    public (float Minimum, float Maximum)? OutputRange(Schema schema) => Preprocessors.OutputRange(Name, schema);
}
