namespace Pinhole.Engine.Kernels;

/// <summary>Memory of a device, in elements; only the <see cref="Kernels"/> that made it looks inside.</summary>
public abstract class Storage : IDisposable
{
    /// <summary>Creates the handle.</summary>
    /// <param name="length">How many elements it holds.</param>
    protected Storage(long length) => Length = length;

    /// <summary>How many elements it holds.</summary>
    public long Length { get; }

    /// <summary>The whole of it.</summary>
    public Block All => new(this, 0, Length);

    /// <summary>Frees the memory; using it afterwards throws <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees the memory.</summary>
    /// <param name="disposing">Whether Dispose was called; false in the finalizer.</param>
    protected abstract void Dispose(bool disposing);
}
