namespace Pinhole.Data;

/// <summary>Takes a row.</summary>
/// <param name="row">Its number, counted from 0.</param>
/// <param name="values">Its numbers, [columns]; valid only during the call.</param>
public delegate void RowUser(int row, ReadOnlySpan<float> values);
