using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>How the JIT is to treat the loops of this folder.</summary>
internal static class Compile
{
    /// <summary>
    /// Fully optimized from the first call, and never inlined: a caller that is optimized by its profile pulls a hot
    /// loop in, runs out of its budget for inlining half way through, and calls a method for each vector.
    /// </summary>
    public const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
