using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class DatasetWriterTests
{
    [Theory]
    [InlineData("rows.npy", null)]
    [InlineData("rows.csv", "label")]
    public void Rows_and_labels_come_back_as_they_were_written(string name, string? labels)
    {
        using TestFolder folder = new();
        Dataset digits = Dataset.Open("digits", new DataOptions { Rows = 40 }).Take([.. Enumerable.Range(5, 30)]);
        DatasetWriter.Write(digits, folder.Path(name));

        Dataset read = Dataset.Open(folder.Path(name), new DataOptions { Labels = labels });

        Assert.Equal(30, read.Rows);
        for (int i = 0; i < read.Rows; i++)
        {
            Assert.True(read.Row(i).SequenceEqual(digits.Row(i)));
            Assert.Equal(digits.Schema.ClassNames[digits.Label(i)], read.Schema.ClassNames[read.Label(i)]);
        }

        if (name.EndsWith(".npy", StringComparison.Ordinal))
            Assert.Equal(digits.Schema.Image, read.Schema.Image);
    }

    [Fact]
    public void Unlabelled_rows_never_get_the_labels_of_older_ones()
    {
        using TestFolder folder = new();
        string path = folder.Path("rows.npy");
        DatasetWriter.Write(Dataset.FromRows([1, 2], 1, labels: [0, 1], classNames: ["a", "b"]), path);
        Assert.Equal(["rows-labels.npy", "rows.npy"], folder.Names);
        Refusal.Says(() => DatasetWriter.Write(Dataset.FromRows([3, 4], 1), path), "rows-labels.npy");
        Assert.Equal(1f, Dataset.Open(path).Row(0)[0]);
    }

    [Fact]
    public void Where_the_rows_cannot_be_written_no_labels_are_left()
    {
        using TestFolder folder = new();
        // A folder where the temporary file should be makes the writing fail.
        Directory.CreateDirectory(folder.Path($"rows.npy.{Environment.ProcessId}.tmp"));
        Refusal.Says(
            () =>
                DatasetWriter.Write(
                    Dataset.FromRows([1, 2], 1, labels: [0, 1], classNames: ["a", "b"]),
                    folder.Path("rows.npy")
                ),
            "rows.npy"
        );
        Assert.False(File.Exists(folder.Path("rows-labels.npy")));
    }

    [Theory]
    [InlineData("rows.parquet")]
    [InlineData("rows")]
    public void Another_extension_is_refused_and_the_valid_ones_listed(string name)
    {
        using TestFolder folder = new();
        Refusal.Says(() => DatasetWriter.Write(Dataset.FromRows([1], 1), folder.Path(name)), name, ".npy, .npz, .csv");
        Assert.Empty(folder.Names);
    }
}
