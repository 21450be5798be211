using System.Runtime.CompilerServices;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>target (+)= source if the rank is among the largest of its row, otherwise 0.</summary>
/// <remarks>
/// The largest ranks of a row are kept in a heap whose root is the smallest of them, so most ranks cost one comparison.
/// Ranks are compared as integers of the same order, in which NaN is the largest.
/// </remarks>
internal readonly unsafe struct KeepGreatestRange(
    float* ranks,
    float* idle,
    float limit,
    int count,
    float* source,
    float* target,
    int columns,
    bool accumulate
) : IRange
{
    [MethodImpl(Compile.Hot)]
    public void Run(nint start, nint end)
    {
        int* heap = (int*)Scratch.Take(Math.Min(count, columns));
        for (nint row = start; row < end; row++)
        {
            float* x = ranks + (row * columns),
                from = source + (row * columns),
                to = target + (row * columns);
            int places = Gather(x, heap, out int least);
            for (nint i = 0; i < columns; i++)
            {
                int key = Key(x[i]);
                bool kept = Competes(i) && (key > least || (key == least && places-- > 0));
                float value = kept ? from[i] : 0f;
                to[i] = accumulate ? to[i] + value : value;
            }
        }
    }

    /// <summary>Finds the smallest rank that is kept.</summary>
    /// <returns>How many of the ranks that equal it are kept.</returns>
    private int Gather(float* x, int* heap, out int least)
    {
        int found = 0;
        for (nint i = 0; i < columns; i++)
        {
            if (!Competes(i))
                continue;
            int key = Key(x[i]);
            if (found < count)
                Rise(heap, found++, key);
            else if (found > 0 && key > heap[0])
                Sink(heap, found, key);
        }

        least =
            found < count ? int.MinValue
            : found == 0 ? int.MaxValue
            : heap[0];
        int places = 0;
        for (int i = 0; i < found; i++)
            places += heap[i] == least ? 1 : 0;
        return places;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Competes(nint column) => idle == null || idle[column] >= limit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Key(float rank)
    {
        if (float.IsNaN(rank))
            return int.MaxValue;
        // Adding zero turns −0 into +0.
        int bits = BitConverter.SingleToInt32Bits(rank + 0f);
        return bits ^ ((bits >> 31) & int.MaxValue);
    }

    private static void Rise(int* heap, int place, int key)
    {
        while (place > 0 && heap[(place - 1) / 2] > key)
        {
            heap[place] = heap[(place - 1) / 2];
            place = (place - 1) / 2;
        }

        heap[place] = key;
    }

    private static void Sink(int* heap, int length, int key)
    {
        int place = 0;
        while ((2 * place) + 1 < length)
        {
            int child = (2 * place) + 1;
            if (child + 1 < length && heap[child + 1] < heap[child])
                child++;
            if (heap[child] >= key)
                break;
            heap[place] = heap[child];
            place = child;
        }

        heap[place] = key;
    }
}
