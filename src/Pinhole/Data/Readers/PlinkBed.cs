using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>
/// A .bed file of PLINK 1: three magic bytes, then the packed genotypes, variant by variant or sample by sample.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="BySample">Whether genotypes are stored sample by sample.</param>
/// <param name="Length">How many bytes the file has.</param>
internal sealed record PlinkBed(string Path, bool BySample, long Length)
{
    private const int HeaderBytes = 3;

    /// <summary>A limit for samples, and for variants: the file cannot have more lines.</summary>
    public long MaximumLines => Math.Min(Array.MaxLength, (Length - HeaderBytes) * Genotype.InByte);

    /// <summary>Whether a file that starts so is of PLINK.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> start) => start is [0x6C, 0x1B, ..];

    /// <summary>Looks at the first bytes.</summary>
    /// <exception cref="InputException">The file is empty, too short, or not of PLINK 1.</exception>
    public static PlinkBed Open(string path)
    {
        using Stream stream = InputFile.OpenRead(path, out long? length);
        Span<byte> start = stackalloc byte[HeaderBytes];
        int found = stream.ReadAtLeast(start, HeaderBytes, throwOnEndOfStream: false);
        if (found == 0)
            throw new InputException($"{path} is empty; fetch or write it again");
        if (!Recognizes(start[..found]))
            throw new InputException(
                $"{path} does not start as a .bed file of PLINK 1 does (bytes 6C 1B); write it with PLINK (make-bed), "
                    + "or give a table in text another extension"
            );
        if (length is null)
            throw new InputException($"{path} is packed with gzip; unpack it first");
        if (length <= HeaderBytes)
            throw new InputException($"{path} ends before its genotypes; it is cut short, fetch or write it again");
        return start[2] <= 1
            ? new PlinkBed(path, BySample: start[2] == 0, length.Value)
            : throw new InputException(
                $"{path} is not of PLINK 1 (its third byte is {start[2]}, not 0 or 1), but of PLINK 2 or damaged; "
                    + "write it with PLINK 2 (make-bed)"
            );
    }

    /// <summary>Reads the genotypes as rows.</summary>
    /// <param name="samples">How many samples there are.</param>
    /// <param name="variants">How many variants there are.</param>
    /// <param name="chosen">Which variants are the columns; null for all.</param>
    /// <param name="maximumBytes">How much memory they may take.</param>
    /// <exception cref="InputException">The length of the file does not match.</exception>
    public GenotypeRows Read(int samples, int variants, int[]? chosen, long maximumBytes)
    {
        long wanted =
            HeaderBytes
            + (BySample ? (long)samples * Genotype.Bytes(variants) : (long)variants * Genotype.Bytes(samples));
        if (Length != wanted)
            throw new InputException(
                $"{Path}: {samples} samples and {variants} variants, as .fam and .bim beside it have, take {wanted} "
                    + $"bytes, and the file has {Length}; it is {(Length < wanted ? "cut short" : "too long")}, or "
                    + "the three files do not belong together"
            );
        FileBytes file = new(File.OpenHandle(Path), Path);
        PackedGenotypes genotypes = BySample
            ? new PackedGenotypes(file, HeaderBytes, Genotype.Bytes(variants))
            : GenotypeTurner.Turn(file, HeaderBytes, samples, variants, maximumBytes, Path);
        return new GenotypeRows(genotypes, samples, variants, chosen);
    }
}
