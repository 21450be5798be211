using System.Buffers.Binary;
using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public class ImageGridWriterTests
{
    [Theory]
    [InlineData(7, null, 3, 3)]
    [InlineData(7, 7, 7, 1)]
    [InlineData(7, 4, 4, 2)]
    [InlineData(2, 9, 2, 1)]
    public void Images_fill_lines_with_a_gap_between(int count, int? across, int inLine, int lines)
    {
        byte[] png = Write(Images(count, new ImageShape(1, 4, 5)), across);

        Assert.Equal((inLine * 7) - 2, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal((lines * 6) - 2, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Fact]
    public void The_pixels_are_those_of_the_images()
    {
        // Two images of one row with three pixels, red, green and blue apart.
        Dataset data = Dataset.FromRows(
            [0, 1, 0.5f, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0.2f, 0.4f, 0.6f],
            9,
            image: new ImageShape(3, 1, 3)
        );
        byte[] pixels = new byte[24];
        pixels.AsSpan().Fill(255);
        ImagePixels.Draw(data.Row(0), new ImageShape(3, 1, 3), 0, 1, 1, pixels, 24);
        ImagePixels.Draw(data.Row(1), new ImageShape(3, 1, 3), 0, 1, 1, pixels.AsSpan(15), 24);

        Assert.Equal(
            [0, 0, 255, 255, 0, 255, 128, 0, 255, 255, 255, 255, 255, 255, 255, 255, 0, 51, 255, 0, 102, 255, 0, 153],
            pixels
        );
        using MemoryStream expected = new();
        PngWriter.Write(expected, pixels, 8, 1, 3);
        Assert.Equal(expected.ToArray(), Write(data, across: 2));
    }

    [Fact]
    public void Black_and_white_can_be_those_of_other_data()
    {
        ImageShape pair = new(1, 1, 2);
        Dataset dim = Dataset.FromRows([0.25f, 0.5f], 2, image: pair),
            whole = Dataset.FromRows([0, 1], 2, image: pair);
        using MemoryStream expected = new(),
            actual = new();
        PngWriter.Write(expected, [64, 128], 2, 1, 1);
        ImageGridWriter.Write(actual, dim, range: whole.Schema);

        Assert.Equal(expected.ToArray(), actual.ToArray());
        Assert.Equal(Write(dim, null), Write(dim, null, new Schema { Columns = 2 }));
    }

    [Fact]
    public void What_makes_no_picture_is_refused()
    {
        Refusal.Says(
            () => Write(Dataset.FromRows([1, 2], 2, "table"), null),
            "table cannot be written as a picture",
            ".npy or .csv"
        );
        Refusal.Says(
            () => Write(Images(70_000, new ImageShape(1, 30, 30)), null),
            "70000 images of 30×30 pixels",
            "choose .npy"
        );
    }

    private static Dataset Images(int count, ImageShape shape) =>
        Dataset.FromRows(
            new float[count * shape.Channels * shape.Height * shape.Width],
            shape.Channels * shape.Height * shape.Width,
            image: shape
        );

    private static byte[] Write(Dataset data, int? across, Schema? range = null)
    {
        using MemoryStream stream = new();
        ImageGridWriter.Write(stream, data, across, range);
        return stream.ToArray();
    }
}
