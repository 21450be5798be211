using Pinhole.Engine.Random;

namespace Pinhole.Tests.Data.Readers.Images;

/// <summary>Gives a reader files that are damaged in many ways.</summary>
internal static class DamagedImage
{
    /// <summary>
    /// Cuts the file at many lengths, and turns bits of some of its bytes 400 times: each is read, or refused in one
    /// line.
    /// </summary>
    /// <returns>How many were refused.</returns>
    public static int TryAll(byte[] file, Action<byte[]> read)
    {
        int refused = 0,
            step = Math.Max(1, file.Length / 300);
        for (int length = 0; length < file.Length; length += step)
            refused += IsRefused(file[..length], read);

        Rng rng = new(11, 0);
        for (int i = 0; i < 400; i++)
        {
            byte[] other = [.. file];
            for (int flips = 1 + (i % 4); flips > 0; flips--)
                other[rng.NextInt(file.Length)] ^= (byte)(1 + rng.NextInt(255));
            refused += IsRefused(other, read);
        }

        return refused;
    }

    private static int IsRefused(byte[] file, Action<byte[]> read)
    {
        if (Record.Exception(() => read(file)) is not Exception exception)
            return 0;
        Refusal.Says(() => throw exception, "odd");
        return 1;
    }
}
