using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>How the JIT should compile the loops of this folder.</summary>
internal static class Compile
{
    /// <summary>
    /// Fully optimized from the first call, and never inlined: otherwise a caller with a profile inlines a hot loop,
    /// exhausts its inlining budget half way, and then calls a method for each vector.
    /// </summary>
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
