namespace Pinhole.Numerics;

/// <summary>Reads one row of a table, so that rows can be streamed without a second copy of the table.</summary>
/// <param name="row">Which row, from 0.</param>
/// <param name="values">[columns], to be filled.</param>
public delegate void RowReader(int row, Span<float> values);
