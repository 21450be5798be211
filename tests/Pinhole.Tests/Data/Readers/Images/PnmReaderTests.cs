using System.Text;
using Pinhole.Data;
using Pinhole.Data.Readers.Images;

namespace Pinhole.Tests.Data.Readers.Images;

public sealed class PnmReaderTests
{
    [Fact]
    public void Bits_in_text_are_black_where_they_are_1() =>
        Gives(Bytes("P1\n# ten\n3 2\n1 0 1\n011\n"), new ImageShape(1, 2, 3), [0, 1, 0, 1, 0, 0]);

    [Fact]
    public void Bits_in_bytes_start_a_byte_in_each_row() =>
        Gives(
            Bytes("P4 9 2\n", 0b1010_0000, 0b1000_0000, 0b0000_0001, 0b0111_1111),
            new ImageShape(1, 2, 9),
            [0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1]
        );

    [Fact]
    public void Grey_in_text_is_a_share_of_the_greatest_sample() =>
        Gives(Bytes("P2 2 2 15\r\n0 3\n15\t9"), new ImageShape(1, 2, 2), [0, 3 / 15f, 1, 9 / 15f]);

    [Fact]
    public void Grey_in_bytes_too() =>
        Gives(Bytes("P5\n2 1\n255\n", 10, 32), new ImageShape(1, 1, 2), [10 / 255f, 32 / 255f]);

    [Fact]
    public void Sixteen_bits_have_their_higher_byte_first() =>
        Gives(Bytes("P5 2 1 65535\n", 0x12, 0x34, 0xFF, 0xFF), new ImageShape(1, 1, 2), [0x1234 / 65535f, 1]);

    [Fact]
    public void Colors_of_a_pixel_lie_side_by_side()
    {
        Gives(Bytes("P3 2 1 10 1 2 3 4 5 6"), new ImageShape(3, 1, 2), [.1f, .4f, .2f, .5f, .3f, .6f]);
        Gives(Bytes("P6 2 1 10\n", 1, 2, 3, 4, 5, 6), new ImageShape(3, 1, 2), [.1f, .4f, .2f, .5f, .3f, .6f]);
        Gives(Bytes("P6 1 1 256\n", 1, 0, 0, 128, 0, 64), new ImageShape(3, 1, 1), [1, .5f, .25f]);
    }

    [Fact]
    public void Comments_may_stand_between_the_words_of_a_header() =>
        Gives(
            Bytes("P5# made by hand\n2#2 or 3\n # and\r 1 # more\n200\n", 100, 50),
            new ImageShape(1, 1, 2),
            [.5f, .25f]
        );

    [Theory]
    [InlineData("P5 2 1 255\n", true)]
    [InlineData("P1#", true)]
    [InlineData("P3\n# a comment without an end", true)]
    [InlineData("P7 2 1 255\n", false)]
    [InlineData("P0 2 1", false)]
    [InlineData("P1,P2\n1,2\n", false)]
    [InlineData("P1\tP2\n1\t2\n", false)]
    [InlineData("P5", false)]
    [InlineData("Q5 2 1", false)]
    public void They_are_told_from_tables(string start, bool isImage) =>
        Assert.Equal(isImage, PnmReader.Recognizes(Encoding.ASCII.GetBytes(start)));

    [Theory]
    [InlineData("P5 0 1 255\n", "0×1 pixels")]
    [InlineData("P5 1 1 0\n0", "maximum value of 0")]
    [InlineData("P5 1 1 65536\n00", "maximum value of 65536")]
    [InlineData("P5 1 1 255", "no space")]
    [InlineData("P5 1 1 255;0", "no space")]
    [InlineData("P5 1", "height is missing")]
    [InlineData("P5 1 x 255\n0", "height is no number")]
    [InlineData("P5 1 -1 255\n0", "height is no number")]
    [InlineData("P5 99999999999999999999 1 255\n0", "width is too large")]
    [InlineData("P5 2 2 255\n000", "3 bytes cannot hold 2×2 pixels")]
    [InlineData("P5 2 2 255\n00000", "more than 2×2 pixels")]
    [InlineData("P2 2 1 255 7 8 9", "more than 2×1 pixels")]
    [InlineData("P2 2 1 255 7     ", "sample is missing")]
    [InlineData("P2 2 1 255 7 256", "sample of 256 where 255")]
    [InlineData("P1 2 1 1    ", "neither 0 nor 1, or is missing")]
    [InlineData("P1 2 1 12", "neither 0 nor 1")]
    [InlineData("P6 2147483647 2147483647 65535\n0", "cannot hold 2147483647×2147483647")]
    [InlineData("P4 2147483647 2147483647\n0", "cannot hold 2147483647×2147483647")]
    public void What_is_wrong_is_said(string file, string says) =>
        Refusal.Says(() => PnmReader.Read(Encoding.ASCII.GetBytes(file), "bad.pgm"), "bad.pgm", says);

    [Fact]
    public void A_header_that_promises_more_than_the_file_can_hold_takes_no_memory()
    {
        byte[] file = Bytes("P6 40000 40000 255\n", new byte[100]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Says(() => PnmReader.Read(file, "bad.ppm"), "40000×40000");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData("P1 6 4\n101010 010101 101010 010101\n")]
    [InlineData("P2 4 3 255\n10 20 30 40\n50 60 70 80\n90 100 110 120\n")]
    [InlineData("P3 # color\n 2 2 7\n0 1 2 3 4 5 6 7 0 1 2 3\n")]
    [InlineData("P4 20 3\nabcdefghi")]
    [InlineData("P5 9 3 255\nabcdefghijklmnopqrstuvwxyz0")]
    [InlineData("P6 3 2 20000\n0a0b0c0d0e0f0g0h0i0j0k0l0m0n0o0p0q0r")]
    public void Damaged_files_are_read_or_refused(string file)
    {
        PnmReader.Read(Encoding.ASCII.GetBytes(file), "odd.pnm");
        int refused = DamagedImage.TryAll(Encoding.ASCII.GetBytes(file), bytes =>
        {
            if (!PnmReader.Recognizes(bytes))
                throw new InputException("odd: no image; none");
            PnmReader.Read(bytes, "odd.pnm");
        });
        Assert.InRange(refused, file.Length / 2, 400 + file.Length);
    }

    private static byte[] Bytes(string header, params byte[] pixels) => [.. Encoding.ASCII.GetBytes(header), .. pixels];

    private static void Gives(byte[] file, ImageShape shape, float[] values)
    {
        Assert.True(PnmReader.Recognizes(file));
        DecodedImage image = PnmReader.Read(file, "made.pnm");
        Assert.Equal(shape, image.Shape);
        Assert.Equal(values, image.Values);
    }
}
