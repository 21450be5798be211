using Pinhole.Engine.Random;

namespace Pinhole.Tests.Data;

/// <summary>
/// What must hold of a reader whatever was done to a small file: it reads, or refuses in one line, and takes little
/// memory.
/// </summary>
internal static class Damage
{
    private const int Cuts = 150,
        Flips = 300;

    // What buffers take, whatever the file holds.
    private const long MostBytes = 8 << 20;

    /// <summary>Cuts a file at many lengths, and changes up to three of its bytes some hundred times.</summary>
    /// <param name="whole">A file that reads.</param>
    /// <param name="open">Writes the bytes it is given and opens what was written.</param>
    /// <param name="cutsShow">Whether it can be told of every cut that it is one; the last line of a text may have had
    /// fewer letters.</param>
    /// <returns>In how many of the changed files nothing was found wrong, and how many were refused.</returns>
    public static (int Read, int Refused) Try(byte[] whole, Action<byte[]> open, bool cutsShow = true)
    {
        open(whole);
        for (int length = 0; length < whole.Length; length += 1 + (whole.Length / Cuts))
            Assert.False(
                Reads(whole[..length], open) && cutsShow,
                $"a file cut to {length} of {whole.Length} bytes reads"
            );

        int read = 0;
        Rng rng = new(1);
        for (int flip = 0; flip < Flips; flip++)
        {
            byte[] damaged = [.. whole];
            for (int left = 1 + rng.NextInt(3); left > 0; left--)
                damaged[rng.NextInt(damaged.Length)] = (byte)rng.NextInt(256);
            read += Reads(damaged, open) ? 1 : 0;
        }

        return (read, Flips - read);
    }

    private static bool Reads(byte[] file, Action<byte[]> open)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? refusal = Record.Exception(() => open(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytes);
        if (refusal is null)
            return true;
        Assert.True(refusal is InputException, $"{refusal}");
        Assert.DoesNotContain('\n', refusal.Message);
        return false;
    }
}
