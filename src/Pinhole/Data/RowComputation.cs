namespace Pinhole.Data;

/// <summary>Computes rows of a dataset: see <see cref="Dataset.Computed"/>.</summary>
/// <param name="rows">Which rows, counted from 0.</param>
/// <param name="target">Receives [rows, columns].</param>
public delegate void RowComputation(ReadOnlySpan<int> rows, Span<float> target);
