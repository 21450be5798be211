namespace Pinhole.Engine.Kernels;

/// <summary>
/// Compressed sparse rows on a device. Only the <see cref="Kernels"/> that wrote them may look inside, because these
/// blocks also hold integers.
/// </summary>
/// <param name="Starts">[rows + 1]: where the numbers of each row begin, then where the last ones end.</param>
/// <param name="Columns">[stored]: the column of each number, ascending within a row.</param>
/// <param name="Values">[stored]: the numbers.</param>
public readonly record struct SparseBlock(Block Starts, Block Columns, Block Values);
