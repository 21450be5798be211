using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class PngWriterTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 2)]
    public void The_chunks_hold_the_header_and_the_pixels(int channels, byte color)
    {
        byte[] pixels = [.. Enumerable.Range(0, 2 * 3 * channels).Select(i => (byte)(i * 40))];
        using MemoryStream stream = new();
        PngWriter.Write(stream, pixels, 3, 2, channels);
        byte[] file = stream.ToArray();

        Assert.Equal([137, 80, 78, 71, 13, 10, 26, 10], file[..8]);
        int at = 8;
        Assert.Equal([0, 0, 0, 3, 0, 0, 0, 2, 8, color, 0, 0, 0], Chunk(file, ref at, "IHDR"));
        using ZLibStream unpacker = new(new MemoryStream(Chunk(file, ref at, "IDAT")), CompressionMode.Decompress);
        using MemoryStream rows = new();
        unpacker.CopyTo(rows);
        int width = 3 * channels;
        Assert.Equal([0, .. pixels[..width], 0, .. pixels[width..]], rows.ToArray());
        Assert.Empty(Chunk(file, ref at, "IEND"));
        Assert.Equal(file.Length, at);
        // The end chunk is the same in every PNG file, its checksum too.
        Assert.Equal([0xAE, 0x42, 0x60, 0x82], file[^4..]);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PngWriter.Write(new MemoryStream(), new byte[5], 3, 2, 1));
        Assert.Throws<ArgumentException>(() => PngWriter.Write(new MemoryStream(), new byte[12], 3, 2, 2));
        Assert.Throws<ArgumentException>(() => PngWriter.Write(new MemoryStream(), [], 0, 0, 1));
    }

    private static byte[] Chunk(byte[] file, ref int at, string type)
    {
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
        Assert.Equal(type, Encoding.ASCII.GetString(file, at + 4, 4));
        byte[] content = file[(at + 8)..(at + 8 + length)];
        at += 12 + length;
        return content;
    }
}
