using Pinhole.Data;

namespace Pinhole.Tests.Data.Readers;

public sealed class IdxReaderTests
{
    // Two images of 1×3 pixels.
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 4];

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte")]
    [InlineData("t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    [InlineData("images.idx3-ubyte", "labels.idx1-ubyte")]
    public void Images_are_scaled_and_the_labels_beside_are_found(string images, string labels)
    {
        using TestFolder folder = new();
        folder.Bytes(labels, Labels);

        Dataset data = Dataset.Open(folder.Bytes(images, Images));

        Assert.Equal(new ImageShape(1, 1, 3), data.Schema.Image);
        Assert.Equal([0f, 0.2f, 0.4f], data.Row(0).ToArray());
        Assert.Equal([0.6f, 0.8f, 1f], data.Row(1).ToArray());
        Assert.Equal(["4", "7"], data.Schema.ClassNames);
        Assert.Equal((1, 0), (data.Label(0), data.Label(1)));
    }

    [Fact]
    public void Packed_images_find_packed_or_plain_labels()
    {
        using TestFolder folder = new();
        string images = folder.Gzip("a-images-idx3-ubyte.gz", Images);
        Assert.False(Dataset.Open(images).HasLabels);
        folder.Bytes("a-labels-idx1-ubyte", Labels);
        Assert.True(Dataset.Open(images).HasLabels);
        folder.Gzip("a-labels-idx1-ubyte.gz", Labels);
        Assert.True(Dataset.Open(images).HasLabels);
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        using TestFolder folder = new();
        string images = folder.Bytes("images-idx3", Images);
        string wrong = folder.Bytes("labels-idx1", 0, 0, 8, 1, 0, 0, 0, 3, 7, 4, 1);
        Refusal.Says(() => Dataset.Open(images), "labels-idx1", "3 labels for the 2 rows", "images-idx3");
        Refusal.Says(
            () => Dataset.Open(images, new DataOptions { Labels = folder.Path("none") }),
            "none",
            "does not exist"
        );
        Assert.True(
            Dataset.Open(images, new DataOptions { Labels = folder.Text("names.txt", "cat\ndog\n") }).HasLabels
        );
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 9, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0xFF, 5 }, new[] { -1f, 5 })]
    [InlineData(new byte[] { 0, 0, 11, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0xFF, 0xFE, 1, 0 }, new[] { -2f, 256 })]
    [InlineData(new byte[] { 0, 0, 12, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0 }, new[] { 65536f })]
    [InlineData(new byte[] { 0, 0, 13, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0x3F, 0xC0, 0, 0 }, new[] { 1.5f })]
    [InlineData(new byte[] { 0, 0, 14, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0xC0, 0x04, 0, 0, 0, 0, 0, 0 }, new[] { -2.5f })]
    public void Every_number_type_is_read_big_endian_and_kept_as_it_is(byte[] file, float[] expected)
    {
        using TestFolder folder = new();
        Assert.Equal(expected, Dataset.Open(folder.Bytes("rows.idx", file)).Row(0).ToArray());
    }

    [Fact]
    public void A_cut_or_lengthened_file_is_refused_packed_or_not()
    {
        using TestFolder folder = new();
        for (int length = 1; length < Images.Length; length++)
        {
            Assert.Throws<InputException>(() => Dataset.Open(folder.Bytes("cut", Images[..length])));
            Assert.Throws<InputException>(() => Dataset.Open(folder.Gzip("cut.gz", Images[..length])));
        }

        Refusal.Says(() => Dataset.Open(folder.Bytes("cut", Images[..^1])), "cut short");
        Refusal.Says(() => Dataset.Open(folder.Bytes("long", [.. Images, 1])), "longer");
        Refusal.Says(() => Dataset.Open(folder.Gzip("long.gz", [.. Images, 1])), "longer");
    }

    [Fact]
    public void A_packed_file_cut_in_its_gzip_content_is_refused()
    {
        using TestFolder folder = new();
        byte[] noise = new byte[20000];
        for (int i = 0; i < noise.Length; i++)
            noise[i] = (byte)(i * i * 31 >> 3);
        byte[] packed = File.ReadAllBytes(folder.Gzip("whole.gz", [0, 0, 8, 2, 0, 0, 0, 200, 0, 0, 0, 100, .. noise]));

        Assert.Equal(200, Dataset.Open(folder.Path("whole.gz")).Rows);
        for (int length = 3; length < packed.Length - 8; length += 97)
            Assert.Throws<InputException>(() => Dataset.Open(folder.Bytes("cut.gz", packed[..length])));
    }

    [Fact]
    public void A_header_that_claims_gigabytes_takes_no_memory()
    {
        using TestFolder folder = new();
        byte[] lie = [0, 0, 8, 3, 0, 0, 0x10, 0, 0, 0, 0x01, 0, 0, 0, 0x04, 0, 1, 2, 3];
        long before = GC.GetTotalAllocatedBytes();
        Refusal.Says(() => Dataset.Open(folder.Bytes("lie", lie)), "cut short");
        Refusal.Says(() => Dataset.Open(folder.Gzip("lie.gz", lie)), "cut short");
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 200_000_000);
        Refusal.Says(
            () => Dataset.Open(folder.Bytes("more", [0, 0, 8, 2, .. Enumerable.Repeat((byte)0xFF, 8)])),
            "memory"
        );
    }

    [RealDataFact("mnist")]
    public void Mnist_reads_with_its_labels()
    {
        Dataset train = Dataset.Open(Repository.RealData("mnist/train-images-idx3-ubyte.gz"));
        Dataset test = Dataset.Open(Repository.RealData("mnist/t10k-images-idx3-ubyte.gz"));

        Assert.Equal((60000, 784, 10000), (train.Rows, train.Columns, test.Rows));
        Assert.Equal((0f, 1f), (train.Schema.Minimum, train.Schema.Maximum));
        // The counts of digits 0 to 9 in the training set, as published.
        Assert.Equal(
            [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
            Enumerable
                .Range(0, train.Rows)
                .CountBy(train.Label)
                .OrderBy(count => count.Key)
                .Select(count => count.Value)
        );
    }
}
