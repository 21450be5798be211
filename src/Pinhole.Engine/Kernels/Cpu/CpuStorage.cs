using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>Memory for floats in this process.</summary>
internal sealed unsafe class CpuStorage(long length) : Storage(length)
{
    private readonly AlignedFloats _floats = new(length);

    /// <summary>The address of a block.</summary>
    /// <exception cref="ArgumentException">The block belongs to another device or is shorter than needed.</exception>
    public static float* Pointer(Block block, long needed)
    {
        if (block.Length < needed)
            throw new ArgumentException(
                $"A block of {block.Length} elements was given where {needed} are needed.",
                nameof(block)
            );
        if (needed == 0)
            return null;
        return block.Storage is CpuStorage storage
            ? storage._floats.Pointer + block.Offset
            : throw new ArgumentException("The block belongs to another device.", nameof(block));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _floats.Dispose();
    }
}
