namespace Pinhole.Numerics;

/// <summary>Reads one row of a sparse table.</summary>
/// <param name="row">Which row, from 0.</param>
/// <param name="places">Receives the columns of its numbers.</param>
/// <returns>Its numbers, until the next call.</returns>
internal delegate ReadOnlySpan<float> SparseRowReader(int row, out ReadOnlySpan<int> places);
