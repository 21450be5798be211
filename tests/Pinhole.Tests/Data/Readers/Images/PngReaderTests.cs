using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Pinhole.Data;
using Pinhole.Data.Readers.Images;
using Pinhole.Data.Writers;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class PngReaderTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("png.safetensors"));

    public static TheoryData<string> Kinds =>
        [
            .. Golden
                .Tensors.Keys.Where(name => name.EndsWith(" file", StringComparison.Ordinal))
                .Select(name => name[..^5]),
        ];

    // Filters of every kind follow each other in these files, and the pixels lie in two parts.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_pixel_is_read(string kind)
    {
        StoredTensor values = Golden.Tensors[$"{kind} values"];
        DecodedImage image = PngReader.Read(Golden.Tensors[$"{kind} file"].Bytes.Span, "made.png");
        Assert.Equal(new ImageShape((int)values.Shape[0], 7, 11), image.Shape);
        Assert.Equal(values.ToFloats(), image.Values);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_written_is_read(int channels)
    {
        byte[] pixels = [.. Enumerable.Range(0, 2 * 3 * channels).Select(i => (byte)(i * 14))];
        using TestFolder folder = new();
        using (FileStream file = File.Create(folder.Path("own.png")))
            PngWriter.Write(file, pixels, 3, 2, channels);

        DecodedImage image = ImageReader.Read(folder.Path("own.png"));

        Assert.Equal(new ImageShape(channels, 2, 3), image.Shape);
        for (int i = 0; i < pixels.Length; i++)
            Assert.Equal(pixels[i] / 255f, image.Values[(i % channels * 6) + (i / channels)]);
    }

    [Fact]
    public void A_picture_cut_short_anywhere_is_refused()
    {
        byte[] file = Picture();
        for (int length = 0; length < file.Length; length++)
            Refusal.Says(() => PngReader.Read(file.AsSpan(0, length), "short.png"), "short.png");
    }

    [Fact]
    public void Any_byte_that_is_wrong_is_noticed()
    {
        for (int at = 0; at < Picture().Length; at++)
        {
            byte[] file = Picture();
            file[at] ^= 0x11;
            Refusal.Says(() => PngReader.Read(file, "broken.png"), "broken.png");
        }
    }

    [Fact]
    public void Interlaced_pictures_are_refused() =>
        Refuses(Png(Header(8, 8, 8, 0, interlace: 1), Pixels(72)), "interlac");

    [Theory]
    [InlineData(3, 16)]
    [InlineData(2, 4)]
    [InlineData(0, 3)]
    [InlineData(5, 8)]
    public void Pixels_that_the_standard_does_not_know_are_refused(byte color, byte depth) =>
        Refuses(Png(Header(8, 8, depth, color), Pixels(72)), $"color type {color} with {depth} bits");

    [Theory]
    [InlineData(0, 8)]
    [InlineData(8, 0)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(int.MaxValue, 1)]
    [InlineData(1, int.MaxValue)]
    public void Sizes_that_nothing_could_hold_are_refused(uint width, uint height) =>
        Refuses(Png(Header(width, height, 8, 0), Pixels(72)), $"{width}×{height} pixels");

    [Fact]
    public void A_header_that_promises_more_than_the_file_can_hold_takes_no_memory()
    {
        byte[] file = Png(Header(16_000, 16_000, 8, 0), Pixels(72));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refuses(file, "16000×16000");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(71, "cut short")]
    [InlineData(73, "more than")]
    public void Too_few_and_too_many_pixels_are_refused(int count, string says) =>
        Refuses(Png(Header(8, 8, 8, 0), Pixels(count)), says);

    [Fact]
    public void Filters_and_colors_that_are_not_there_are_refused()
    {
        Refuses(Png(Header(1, 1, 8, 0), Chunk("IDAT", Zip([5, 0]))), "filter 5 in row 1");
        Refuses(Png(Header(1, 1, 8, 3), Chunk("PLTE", [1, 2, 3]), Chunk("IDAT", Zip([0, 1]))), "lacks");
        Refuses(Png(Header(1, 1, 8, 3), Chunk("PLTE", [1, 2]), Chunk("IDAT", Zip([0, 0]))), "palette of 2 bytes");
        Refuses(Png(Header(1, 1, 8, 3), Chunk("IDAT", Zip([0, 0]))), "palette of 0 bytes");
    }

    [Fact]
    public void Parts_out_of_the_standard_are_refused()
    {
        Refuses(Png(Header(8, 8, 8, 0), Chunk("XxXx", []), Pixels(72)), "not in the standard");
        Refuses(Png(Chunk("gAMA", [0, 0, 0, 1]), Header(8, 8, 8, 0), Pixels(72)), "no header");
        Refuses(Png(Header(8, 8, 8, 0), Chunk("IDAT", [1, 2, 3, 4])), "damaged");
        Refuses(Png(Header(8, 8, 8, 0)), "cannot hold");
    }

    [Fact]
    public void Other_files_are_refused()
    {
        Refusal.Says(() => PngReader.Read("a,b\n1,2\n"u8, "table.png"), "table.png is no PNG file");
        Refusal.Says(() => PngReader.Read([], "empty.png"), "empty.png is no PNG file");
    }

    [RealDataFact("images/palette_color.png")]
    public void Real_pictures_are_read()
    {
        Assert.Equal(
            new ImageShape(3, 10, 10),
            ImageReader.Read(Repository.RealData("images/palette_color.png")).Shape
        );
        Assert.Equal(new ImageShape(3, 300, 451), ImageReader.Read(Repository.RealData("images/chelsea.png")).Shape);
        DecodedImage camera = ImageReader.Read(Repository.RealData("images/camera.png"));
        Assert.Equal(new ImageShape(1, 512, 512), camera.Shape);
        Assert.Equal(CameraMean, camera.Values.Average(value => (double)value), 1e-6);
    }

    // Pillow's pixels, averaged by NumPy, over 255.
    private const double CameraMean = 0.5061204947677315;

    private static void Refuses(byte[] file, string says) =>
        Refusal.Says(() => PngReader.Read(file, "bad.png"), "bad.png", says);

    private static byte[] Picture() => Png(Header(8, 8, 8, 0), Chunk("PLTE", [1, 2, 3]), Pixels(72));

    private static byte[] Png(params byte[][] chunks) =>
        [
            0x89,
            (byte)'P',
            (byte)'N',
            (byte)'G',
            13,
            10,
            0x1A,
            10,
            .. chunks.SelectMany(chunk => chunk),
            .. Chunk("IEND", []),
        ];

    private static byte[] Header(uint width, uint height, byte depth, byte color, byte interlace = 0)
    {
        byte[] content = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(content, width);
        BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(4), height);
        (content[8], content[9], content[12]) = (depth, color, interlace);
        return Chunk("IHDR", content);
    }

    private static byte[] Pixels(int count) => Chunk("IDAT", Zip(new byte[count]));

    private static byte[] Zip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (ZLibStream packer = new(packed, CompressionLevel.Optimal, leaveOpen: true))
            packer.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Chunk(string type, byte[] content)
    {
        byte[] chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(8 + content.Length),
            PngChecksum.Of(chunk.AsSpan(4, 4), content)
        );
        return chunk;
    }
}
