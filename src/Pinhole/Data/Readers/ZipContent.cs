using System.IO.Compression;

namespace Pinhole.Data.Readers;

/// <summary>The unpacked content of an entry of a zip file; its checksum is verified.</summary>
/// <param name="entry">The entry.</param>
internal sealed class ZipContent(ZipArchiveEntry entry) : ForwardContent
{
    private readonly Stream _unpacker = entry.Open();
    private uint _checksum;

    public override int Read(Span<byte> buffer)
    {
        int read = _unpacker.Read(buffer);
        _checksum = PngChecksum.Continue(_checksum, buffer[..read]);
        if (read == 0 && buffer.Length > 0 && _checksum != entry.Crc32)
            throw new InvalidDataException("the checksum is wrong");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacker.Dispose();
        base.Dispose(disposing);
    }
}
