namespace Pinhole.Data.Stores;

/// <summary>
/// Transposes packed genotypes from variant by variant to sample by sample; otherwise each batch of samples would need
/// the whole file. The result is as large as the file, in memory or in a temporary file.
/// </summary>
internal static class GenotypeTurner
{
    // The variants of a block: few enough that a column of bytes stays in the cache, and enough that samples get
    // several bytes at once.
    private const int MaximumVariants = 1 << 13;
    private const int MinimumBlock = 1 << 20,
        MaximumBlock = 1 << 30;

    /// <summary>Transposes a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="start">The offset of the first variant.</param>
    /// <param name="samples">How many genotypes a variant has.</param>
    /// <param name="variants">How many variants there are.</param>
    /// <param name="maximumBytes">How much memory the result may take; the work needs up to half as much again.</param>
    /// <param name="source">Its name in messages.</param>
    /// <exception cref="InputException">The file became shorter, or there is no room for the result.</exception>
    public static PackedGenotypes Turn(
        FileBytes file,
        long start,
        int samples,
        int variants,
        long maximumBytes,
        string source
    )
    {
        int stride = Genotype.Bytes(samples),
            rowBytes = Genotype.Bytes(variants);
        byte[]? memory =
            (long)samples * rowBytes <= Math.Min(Array.MaxLength, maximumBytes) ? new byte[samples * rowBytes] : null;
        using TemporaryFile disk = new(source);

        int groups = (int)
            Math.Clamp(
                Math.Clamp(maximumBytes / 2, MinimumBlock, MaximumBlock) / stride / Genotype.InByte,
                1,
                Math.Min(rowBytes, MaximumVariants / Genotype.InByte)
            );
        byte[] block = new byte[(long)groups * Genotype.InByte * stride],
            turned = new byte[Genotype.InByte * groups];
        for (int first = 0; first < rowBytes; first += groups)
        {
            int width = Math.Min(groups, rowBytes - first),
                read =
                    (int)Math.Min((long)width * Genotype.InByte, variants - ((long)first * Genotype.InByte)) * stride;
            file.Begin().Read(block.AsSpan(0, read), start + ((long)first * Genotype.InByte * stride));
            block.AsSpan(read).Clear();
            for (int sample = 0; sample < samples; sample++)
            {
                int part = sample % Genotype.InByte;
                if (part == 0)
                    TurnFour(block, sample / Genotype.InByte, stride, turned, width);
                ReadOnlySpan<byte> bytes = turned.AsSpan(part * width, width);
                long place = ((long)sample * rowBytes) + first;
                if (memory is not null)
                    bytes.CopyTo(memory.AsSpan((int)place));
                else
                    disk.Write(bytes, place);
            }
        }

        return memory is not null
            ? new PackedGenotypes(memory, rowBytes)
            : new PackedGenotypes(disk.Finish(), 0, rowBytes);
    }

    // Transposes 4 × 4 genotypes: a byte of four samples for each variant becomes a byte of four variants for each
    // sample.
    private static void TurnFour(ReadOnlySpan<byte> block, int column, int stride, Span<byte> turned, int width)
    {
        for (int group = 0; group < width; group++)
        {
            int at = (Genotype.InByte * group * stride) + column;
            uint four =
                block[at]
                | ((uint)block[at + stride] << 8)
                | ((uint)block[at + (2 * stride)] << 16)
                | ((uint)block[at + (3 * stride)] << 24);
            for (int sample = 0; sample < Genotype.InByte; sample++)
            {
                uint bits = (four >> (2 * sample)) & 0x03030303;
                turned[(sample * width) + group] = (byte)(bits | (bits >> 6) | (bits >> 12) | (bits >> 18));
            }
        }
    }
}
