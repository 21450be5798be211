namespace Pinhole.Data.Stores;

/// <summary>Packed genotypes of samples, one sample after another, in memory or in a file.</summary>
internal sealed class PackedGenotypes
{
    private readonly byte[]? _bytes;
    private readonly FileBytes? _file;
    private readonly long _start;

    /// <summary>Genotypes in memory.</summary>
    /// <param name="bytes">[samples, bytes of a sample].</param>
    /// <param name="rowBytes">Bytes of a sample.</param>
    public PackedGenotypes(byte[] bytes, int rowBytes)
    {
        _bytes = bytes;
        RowBytes = rowBytes;
    }

    /// <summary>Genotypes in a file.</summary>
    /// <param name="file">The file; kept.</param>
    /// <param name="start">The offset of the first sample.</param>
    /// <param name="rowBytes">Bytes of a sample.</param>
    public PackedGenotypes(FileBytes file, long start, int rowBytes)
    {
        _file = file;
        _start = start;
        RowBytes = rowBytes;
    }

    /// <summary>Bytes of a sample.</summary>
    public int RowBytes { get; }

    /// <summary>Whether reading waits for a disk.</summary>
    public bool IsInFile => _file is not null;

    /// <summary>Starts a group of reads.</summary>
    public FileBytes.Reading Begin() => _file is null ? default : _file.Begin();

    /// <summary>The genotypes of a sample.</summary>
    /// <param name="reading">What <see cref="Begin"/> gave.</param>
    /// <param name="row">The sample, counted from 0.</param>
    /// <param name="buffer">Scratch space of at least <see cref="RowBytes"/> bytes.</param>
    public ReadOnlySpan<byte> Read(FileBytes.Reading reading, int row, Span<byte> buffer)
    {
        if (_bytes is not null)
            return _bytes.AsSpan((int)((long)row * RowBytes), RowBytes);
        reading.Read(buffer[..RowBytes], _start + ((long)row * RowBytes));
        return buffer[..RowBytes];
    }
}
