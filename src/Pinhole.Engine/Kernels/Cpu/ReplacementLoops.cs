using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>
/// target (+)= scale · source, with elements replaced as the counter says; the random words take most of the time.
/// </summary>
internal readonly unsafe struct ReplacementRange<T>(
    RandomReplacement replacement,
    float* source,
    float* target,
    bool accumulate
) : IRange
    where T : unmanaged, ISimd<T>
{
    private const int Group = 4 * PhiloxWords.Blocks;

    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        // Parts begin at multiples of a group.
        uint* words = stackalloc uint[Group];
        T unit = T.Broadcast(1f / 4294967296f),
            scale = T.Broadcast(replacement.Scale);
        T rate = T.Broadcast(replacement.Rate),
            half = T.Broadcast(replacement.Rate / 2);
        T low = T.Broadcast(replacement.Low),
            high = T.Broadcast(replacement.High);
        for (nint group = start; group < end; group += Group)
        {
            PhiloxWords.Fill(replacement.Seed, replacement.Stream, (ulong)group / 4, words);
            nint length = Math.Min(Group, end - group);
            for (nint i = 0; i < length; i += T.Lanes)
            {
                T uniform = T.LoadWords(words + i) * unit;
                T kept = scale * Ranges.Load<T>(source + group + i, length - i);
                T value = T.IfGreater(half, uniform, low, T.IfGreater(rate, uniform, high, kept));
                Ranges.Store(value, target + group + i, length - i, accumulate);
            }
        }
    }
}
