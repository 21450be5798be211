namespace Pinhole.Engine.Kernels;

/// <summary>
/// Rows on a device of which only some numbers are kept, the others being 0: compressed sparse rows. Only the
/// <see cref="Kernels"/> that wrote them look inside, as whole numbers lie in these blocks too.
/// </summary>
/// <param name="Starts">[rows + 1]: where the numbers of each row begin, and last where they end.</param>
/// <param name="Columns">[stored]: the column of each, rising within a row.</param>
/// <param name="Values">[stored]: the numbers.</param>
public readonly record struct SparseBlock(Block Starts, Block Columns, Block Values);
