using System.IO.Compression;
using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class NpzWriterTests
{
    [Fact]
    public void Rows_labels_and_ids_are_arrays_of_their_own()
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(
            folder.Text("rows.csv", "key,a,b,kind\nä1,1,2,7\nlonger,3,,9\n"),
            new DataOptions { Id = "key", Labels = "kind" }
        );
        DatasetWriter.Write(data, folder.Path("rows.npz"));
        ZipFile.ExtractToDirectory(folder.Path("rows.npz"), folder.Path("out"));

        Dataset rows = Dataset.Open(folder.Path("out/X.npy")),
            labels = Dataset.Open(folder.Path("out/y.npy"));
        Assert.Equal([1f, 2], rows.Row(0).ToArray());
        Assert.Equal([3f, float.NaN], rows.Row(1).ToArray());
        Assert.Equal([7f, 9], [labels.Row(0)[0], labels.Row(1)[0]]);

        // numpy.save of numpy.array(["ä1", "longer"]): six letters of four bytes, filled up with zeros.
        byte[] ids = File.ReadAllBytes(folder.Path("out/ids.npy"));
        Assert.Contains("'descr': '<U6'", System.Text.Encoding.ASCII.GetString(ids), StringComparison.Ordinal);
        Assert.Equal([0xE4, 0, 0, 0, (byte)'1', 0, 0, 0, 0, 0], ids[^48..^38]);
        Assert.Equal([(byte)'r', 0, 0, 0], ids[^4..]);
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes()
    {
        using TestFolder folder = new();
        Dataset data = Dataset.FromRows([1, 2, 3, 4], 2);
        DatasetWriter.Write(data, folder.Path("a.npz"));
        DatasetWriter.Write(data, folder.Path("b.npz"));
        Assert.Equal(File.ReadAllBytes(folder.Path("a.npz")), File.ReadAllBytes(folder.Path("b.npz")));
    }
}
