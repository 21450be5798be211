using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <summary>Memory of <see cref="ReferenceKernels"/>: doubles.</summary>
internal sealed class ReferenceStorage(long length) : Storage(length)
{
    public double[] Values { get; } = new double[length];

    protected override void Dispose(bool disposing) { }
}
