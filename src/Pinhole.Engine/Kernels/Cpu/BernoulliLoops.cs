using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>target = 1 where the uniform number of the counter is below the source, 0 elsewhere.</summary>
internal readonly unsafe struct BernoulliRange<T>(float* source, float* target, ulong seed, ulong stream) : IRange
    where T : unmanaged, ISimd<T>
{
    private const int Group = 4 * PhiloxWords.Blocks;

    // A word that rounds up to 2³² must stay below 1, or a probability of 1 would not be certain.
    private const float Unit = (1f - (1f / 16777216f)) / 4294967296f;

    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        // Parts begin at multiples of a group.
        uint* words = stackalloc uint[Group];
        T unit = T.Broadcast(Unit),
            one = T.Broadcast(1f),
            zero = default;
        for (nint group = start; group < end; group += Group)
        {
            PhiloxWords.Fill(seed, stream, (ulong)group / 4, words);
            nint length = Math.Min(Group, end - group);
            for (nint i = 0; i < length; i += T.Lanes)
            {
                T probability = Ranges.Load<T>(source + group + i, length - i);
                Ranges.Store(
                    T.IfGreater(probability, T.LoadWords(words + i) * unit, one, zero),
                    target + group + i,
                    length - i
                );
            }
        }
    }
}
