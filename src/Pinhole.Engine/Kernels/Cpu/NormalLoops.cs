using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// Standard normal numbers from counters: words of Philox, then Box and Muller's transform in vectors. The words of 16
/// blocks are ordered so that every width up to 16 lanes uses the same words for the same number.
/// </summary>
internal readonly unsafe struct NormalRange<T>(float* target, ulong seed, ulong stream) : IRange
    where T : unmanaged, ISimd<T>
{
    private const int Blocks = PhiloxWords.Blocks;
    private const int Group = 4 * Blocks;

    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        // Parts begin at multiples of a group.
        uint* words = stackalloc uint[Group];
        float* rest = stackalloc float[Group];
        for (nint i = start; i < end; i += Group)
        {
            PhiloxWords.Fill(seed, stream, (ulong)i / Group * Blocks, words);
            bool whole = end - i >= Group;
            float* normals = whole ? target + i : rest;
            for (int half = 0; half < Group; half += Group / 2)
            {
                for (int b = half; b < half + Blocks; b += T.Lanes)
                    Transform(words + b, normals + b);
            }

            if (!whole)
                new Span<float>(rest, (int)(end - i)).CopyTo(new Span<float>(target + i, (int)(end - i)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform(uint* words, float* normals)
    {
        const float Unit = 1f / 4294967296f;
        T uniform = T.MultiplyAdd(T.LoadWords(words), T.Broadcast(Unit), T.Broadcast(Unit / 2));
        T turns = T.MultiplyAdd(T.LoadWords(words + Blocks), T.Broadcast(Unit), T.Broadcast(-0.5f));
        T radius = T.Sqrt(T.Broadcast(-2f) * VectorMath.Log(uniform));
        (T sine, T cosine) = VectorMath.SineCosine(turns);
        T.Store(radius * cosine, normals);
        T.Store(radius * sine, normals + Blocks);
    }
}
