namespace Pinhole.Engine.Kernels;

/// <summary>A run of elements inside a storage. The default block is empty.</summary>
public readonly struct Block
{
    private readonly Storage? _storage;

    /// <summary>Marks a run of elements.</summary>
    /// <param name="storage">Their memory.</param>
    /// <param name="offset">The first one.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run exceeds the storage.</exception>
    public Block(Storage storage, long offset, long length)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, storage.Length - offset);
        _storage = storage;
        Offset = offset;
        Length = length;
    }

    /// <summary>The memory of the elements.</summary>
    /// <exception cref="InvalidOperationException">The block is the default, empty one.</exception>
    public Storage Storage => _storage ?? throw new InvalidOperationException("An empty block has no storage.");

    /// <summary>The first element.</summary>
    public long Offset { get; }

    /// <summary>How many elements.</summary>
    public long Length { get; }

    /// <summary>Whether there are no elements.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>A part of this block.</summary>
    /// <param name="start">Its first element, counted from the start of this block.</param>
    /// <param name="length">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part exceeds this block.</exception>
    public Block Slice(long start, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length - start);
        return new Block(Storage, Offset + start, length);
    }
}
