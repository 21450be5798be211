using System.Buffers.Binary;
using System.IO.Compression;

namespace Pinhole.Data.Readers;

/// <summary>
/// The unpacked content of a gzip file. The framework's stream ends silently if a file was cut, so this one checks the
/// length that gzip (RFC 1952) stores in the last four bytes. Files of several gzip members fail this check too.
/// </summary>
internal sealed class GzipContent : ForwardContent
{
    private readonly GZipStream _unpacker;
    private readonly uint _promised;
    private uint _length;

    /// <summary>Takes over a file that starts with gzip's magic number.</summary>
    public GzipContent(FileStream file)
    {
        Span<byte> end = stackalloc byte[4];
        file.Position = Math.Max(0, file.Length - end.Length);
        file.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        _promised = BinaryPrimitives.ReadUInt32LittleEndian(end);
        file.Position = 0;
        _unpacker = new GZipStream(file, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        int read = _unpacker.Read(buffer);
        _length = unchecked(_length + (uint)read);
        if (read == 0 && buffer.Length > 0 && _length != _promised)
            throw new InvalidDataException($"{_length} bytes where {_promised} were packed");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacker.Dispose();
        base.Dispose(disposing);
    }
}
