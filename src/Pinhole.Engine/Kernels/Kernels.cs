namespace Pinhole.Engine.Kernels;

/// <summary>
/// Everything that a device must compute: the one interface between operations and hardware. Matrices are row-major and
/// given by their sizes; blocks must be at least that large and must not overlap unless a method says so. Results do
/// not depend on the number of threads.
/// </summary>
/// <remarks>
/// A method with <c>accumulate</c> adds to its target if that is true and overwrites it otherwise, so gradients need no
/// clearing.
/// </remarks>
public abstract partial class Kernels : IDisposable
{
    /// <summary>Memory for <paramref name="length"/> elements, all zero.</summary>
    /// <exception cref="OutOfMemoryException">The device has no room.</exception>
    public abstract Storage Allocate(long length);

    /// <summary>Brings numbers to the device.</summary>
    public abstract void Write(ReadOnlySpan<float> source, Block target);

    /// <summary>Brings some rows of a matrix to the device, in the order given.</summary>
    /// <param name="source">[any number of rows, columns].</param>
    /// <param name="rows">Which rows, counted from 0.</param>
    /// <param name="columns">Numbers in a row.</param>
    /// <param name="target">Receives [rows, columns].</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public abstract void WriteRows(ReadOnlySpan<float> source, ReadOnlySpan<int> rows, int columns, Block target);

    /// <summary>Brings numbers back from the device.</summary>
    public abstract void Read(Block source, Span<float> target);

    /// <summary>Copies a block to another of the same length.</summary>
    public abstract void Copy(Block source, Block target);

    /// <summary>Sets every element.</summary>
    public abstract void Fill(Block target, float value);

    /// <summary>Frees threads and scratch memory.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees threads and scratch memory.</summary>
    /// <param name="disposing">Whether Dispose was called; false in the finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
