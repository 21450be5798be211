namespace Pinhole.Data;

/// <summary>Takes a row.</summary>
/// <param name="row">Its number, counted from 0.</param>
/// <param name="values">Its numbers, [columns], until the next row comes.</param>
public delegate void RowUser(int row, ReadOnlySpan<float> values);
