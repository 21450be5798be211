using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Readers;

public sealed class DatasetFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("rows.npy")]
    [InlineData("rows.png")]
    [InlineData("rows.npz.gz")]
    public void A_table_is_read_under_the_name_of_another_kind_of_file_and_that_is_told(string name)
    {
        Dataset data = Dataset.Open(_folder.Text(name, "a,b\n1,2\n3,4\n"));
        Assert.Equal(["a", "b"], data.Schema.ColumnNames);
        Assert.StartsWith($"{name} was read as a text table", Assert.Single(data.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".npy", "an npy file")]
    [InlineData(".npz", "an npz file")]
    [InlineData(".png", "an image")]
    public void So_are_other_files_under_the_name_of_a_table(string extension, string kind)
    {
        Dataset image = Dataset.FromRows([0, 1, 0, 0.5f], 4, image: new ImageShape(1, 2, 2));
        DatasetWriter.Write(image, _folder.Path($"rows{extension}"));
        Assert.Empty(Dataset.Open(_folder.Path($"rows{extension}")).Remarks);

        File.Copy(_folder.Path($"rows{extension}"), _folder.Path("rows.csv"));
        Assert.Contains(kind, Assert.Single(Dataset.Open(_folder.Path("rows.csv")).Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.csv")]
    [InlineData("rows.txt")]
    [InlineData("rows")]
    public void Names_that_promise_the_same_or_nothing_are_not_spoken_of(string name) =>
        Assert.Empty(Dataset.Open(_folder.Text(name, "a,b\n1,2\n3,4\n")).Remarks);

    [Fact]
    public void A_database_is_told_how_it_is_opened() =>
        Refusal.Says(
            () => Dataset.Open(_folder.Text("shop.db", "SQLite format 3\0and more")),
            "shop.db",
            "sqlite:",
            "?table="
        );

    [Fact]
    public void Remarks_stay_when_columns_become_context()
    {
        Dataset data = Dataset.Open(
            _folder.Text("rows.npy", "a,b,c\n1,2,3\n3,4,5\n"),
            new DataOptions { Context = "b", Targets = "c" }
        );
        Assert.Single(data.Remarks);
    }

    public void Dispose() => _folder.Dispose();
}
