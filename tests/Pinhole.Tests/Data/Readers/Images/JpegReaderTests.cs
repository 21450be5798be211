using Pinhole.Data;
using Pinhole.Data.Readers.Images;
using Pinhole.ModelFiles;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class JpegReaderTests
{
    // Other versions of the library may round otherwise.
    private const float Rounding = 1.001f / 255;

    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("jpeg.safetensors"));

    [JpegFact]
    public void Every_kind_has_the_pixels_that_djpeg_gives()
    {
        string[] kinds =
        [
            .. Golden
                .Tensors.Keys.Where(name => name.EndsWith(" file", StringComparison.Ordinal))
                .Select(name => name[..^5]),
        ];
        Assert.Equal(8, kinds.Length);
        foreach (string kind in kinds)
        {
            StoredTensor pixels = Golden.Tensors[$"{kind} pixels"];
            DecodedImage image = JpegReader.Read(Golden.Tensors[$"{kind} file"].Bytes.Span, kind);
            Assert.Equal(new ImageShape((int)pixels.Shape[0], (int)pixels.Shape[1], (int)pixels.Shape[2]), image.Shape);
            for (int i = 0; i < image.Values.Length; i++)
                Assert.Equal(pixels.Bytes.Span[i] / 255f, image.Values[i], Rounding);
        }
    }

    [JpegFact("images/rocket.jpg")]
    public void Photographs_have_the_pixels_that_djpeg_gives()
    {
        foreach (string name in new[] { "rocket.jpg", "hubble_deep_field.jpg", "retina.jpg" })
        {
            double[] shape = Golden.Tensors[$"{name} shape"].ToDoubles(),
                places = Golden.Tensors[$"{name} places"].ToDoubles(),
                means = Golden.Tensors[$"{name} means"].ToDoubles();
            ReadOnlySpan<byte> pixels = Golden.Tensors[$"{name} pixels"].Bytes.Span;
            DecodedImage image = ImageReader.Read(Repository.RealData($"images/{name}"));

            Assert.Equal(new ImageShape((int)shape[2], (int)shape[0], (int)shape[1]), image.Shape);
            for (int channel = 0; channel < 3; channel++)
            {
                float[] values = image.Values[(channel * image.Pixels)..((channel + 1) * image.Pixels)];
                Assert.Equal(means[channel], values.Average(value => (double)value), 1e-3);
                for (int place = 0; place < places.Length / 2; place++)
                    Assert.Equal(
                        pixels[(3 * place) + channel] / 255f,
                        values[((int)places[2 * place] * image.Shape.Width) + (int)places[(2 * place) + 1]],
                        Rounding
                    );
            }
        }
    }

    [JpegFact]
    public void Damaged_files_are_read_or_refused()
    {
        foreach (string kind in new[] { "grey", "color, halved chromas", "color, progressive", "color, restarts" })
        {
            byte[] file = Golden.Tensors[$"{kind} file"].Bytes.ToArray();
            int refused = DamagedImage.TryAll(file, bytes =>
            {
                if (!JpegReader.Recognizes(bytes))
                    throw new InputException("odd: no image; none");
                JpegReader.Read(bytes, "odd.jpg");
            });
            Assert.InRange(refused, 200, int.MaxValue);
        }
    }

    // Behind the last pixel stands a mark of two bytes, without which nothing is missing.
    [JpegFact]
    public void A_file_cut_short_is_refused()
    {
        byte[] file = Golden.Tensors["color file"].Bytes.ToArray();
        for (int length = 0; length < file.Length - 16; length++)
            Refusal.Says(() => JpegReader.Read(file.AsSpan(0, length), "short.jpg"), "short.jpg");
    }

    [JpegFact]
    public void A_header_that_promises_more_than_the_file_can_hold_takes_no_memory()
    {
        byte[] file = [0xFF, 0xD8, .. Frame(60_000, 60_000, 1), .. Scan(1), 0, 0xFF, 0xD9];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Says(
            () => JpegReader.Read(file, "bad.jpg"),
            "bad.jpg",
            $"{file.Length} bytes cannot hold 60000×60000 pixels"
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [JpegFact]
    public void Colors_for_printing_are_refused() =>
        Refusal.Says(
            () => JpegReader.Read([0xFF, 0xD8, .. Frame(8, 8, 4), .. Scan(4), 0, 0xFF, 0xD9], "press.jpg"),
            "press.jpg",
            "four printing colors"
        );

    [Fact]
    public void Without_the_library_one_line_says_how_to_get_it() =>
        Refusal.Says(
            () => throw JpegReader.WithoutLibrary("photo.jpg"),
            "photo.jpg",
            "apt install libturbojpeg0",
            "brew install jpeg-turbo"
        );

    // SOF0, each component sampled once.
    private static byte[] Frame(int width, int height, byte components) =>
        [
            0xFF,
            0xC0,
            0,
            (byte)(8 + (3 * components)),
            8,
            (byte)(height >> 8),
            (byte)height,
            (byte)(width >> 8),
            (byte)width,
            components,
            .. Enumerable.Range(1, components).SelectMany(i => new byte[] { (byte)i, 0x11, 0 }),
        ];

    private static byte[] Scan(byte components) =>
        [
            0xFF,
            0xDA,
            0,
            (byte)(6 + (2 * components)),
            components,
            .. Enumerable.Range(1, components).SelectMany(i => new byte[] { (byte)i, 0 }),
            0,
            63,
            0,
        ];
}
