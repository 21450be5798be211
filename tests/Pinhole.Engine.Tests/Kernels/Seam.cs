using System.Globalization;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;

namespace Pinhole.Engine.Tests.Kernels;

/// <summary>
/// Makes one call through the seam on a device and on <see cref="ReferenceKernels"/> and compares all memory
/// afterwards.
/// </summary>
/// <remarks>
/// The blocks lie at odd offsets of one storage, between numbers that are not numbers: reading past a block
/// spoils the result, and writing past it is noticed. Blocks that are not named as written must stay as they were.
/// </remarks>
internal static class Seam
{
    private const int GuardBits = 0x7FC12345;

    private static readonly float Guard = BitConverter.Int32BitsToSingle(GuardBits);

    /// <summary>Compares the memory.</summary>
    /// <param name="device">What is tested.</param>
    /// <param name="call">The call, given the device and one block for each buffer.</param>
    /// <param name="tolerance">Allowed error, relative to what is expected or to 1, whichever is larger.</param>
    /// <param name="written">Which buffers the call may change.</param>
    /// <param name="buffers">What the blocks hold; an empty one becomes the default block.</param>
    public static void Agrees(
        Device device,
        Action<Device, Block[]> call,
        double tolerance,
        int[] written,
        params float[][] buffers
    )
    {
        int[] offsets = new int[buffers.Length];
        int total = 1;
        for (int i = 0; i < buffers.Length; i++)
        {
            offsets[i] = total;
            total += buffers[i].Length + 17 + (2 * i);
        }

        float[] before = new float[total];
        Array.Fill(before, Guard);
        for (int i = 0; i < buffers.Length; i++)
            buffers[i].CopyTo(before, offsets[i]);

        float[] after = new float[total];
        using (Storage storage = device.Allocate(total))
        {
            device.Write(before, storage.All);
            call(device, Blocks(storage));
            device.Read(storage.All, after);
        }

        using ReferenceKernels reference = new();
        using Storage exact = reference.Allocate(total);
        reference.Write(before, exact.All);
        call(reference, Blocks(exact));
        Span<double> expected = ReferenceKernels.Values(exact.All);

        foreach (int i in written)
        {
            Numbers.AssertClose(
                expected.Slice(offsets[i], buffers[i].Length),
                after.AsSpan(offsets[i], buffers[i].Length),
                tolerance,
                $"buffer {i}"
            );
            before.AsSpan(offsets[i], buffers[i].Length).CopyTo(after.AsSpan(offsets[i]));
        }

        for (int i = 0; i < total; i++)
        {
            if (BitConverter.SingleToInt32Bits(before[i]) != BitConverter.SingleToInt32Bits(after[i]))
                Assert.Fail(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Element {i} was overwritten; blocks begin at {string.Join(", ", offsets)}."
                    )
                );
        }

        Block[] Blocks(Storage storage) =>
            [
                .. buffers.Select(
                    (buffer, i) => buffer.Length == 0 ? default : new Block(storage, offsets[i], buffer.Length)
                ),
            ];
    }

    /// <summary>Repeatable numbers, evenly between two bounds.</summary>
    public static float[] Random(int length, ulong seed, float low = -1f, float high = 1f)
    {
        Rng rng = new(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++)
            values[i] = low + ((high - low) * rng.NextFloat());
        return values;
    }

    /// <summary>What a call must overwrite, or the numbers it must add to.</summary>
    public static float[] Target(int length, bool accumulate, ulong seed = 99)
    {
        if (accumulate)
            return Random(length, seed);
        float[] poison = new float[length];
        Array.Fill(poison, Guard);
        return poison;
    }
}
