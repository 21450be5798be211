using Pinhole.Data;
using Pinhole.Data.Writers;

namespace Pinhole.Tests.Data.Writers;

public sealed class DatabaseWriterTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void A_table_of_SQLite_reads_back_as_it_was_written() =>
        RoundTrip($"sqlite:{_folder.Path("out.db")}?table=my scores");

    [PostgresFact]
    public void A_table_of_PostgreSQL_does_too() => RoundTrip($"{PostgresFactAttribute.Address}?table=my scores");

    [Fact]
    public void A_failure_leaves_the_table_as_it_was()
    {
        string text = $"sqlite:{_folder.Path("out.db")}?table=t";
        DatabaseAddress address = DatabaseAddress.Parse(text);
        DatabaseWriter.Write(Dataset.FromRows([1, 2, 3, 4], 2), address, replace: false);
        Dataset failing = Dataset.Computed(
            100_000,
            new Schema { Columns = 2 },
            (rows, target) => throw new IOException("as was to be expected"),
            "rows"
        );

        Assert.Throws<IOException>(() => DatabaseWriter.Write(failing, address, replace: true));
        Assert.Equal([3f, 4], Dataset.Open(text).Row(1).ToArray());
    }

    [Fact]
    public void A_failure_leaves_no_file_where_there_was_none()
    {
        Dataset failing = Dataset.Computed(
            100_000,
            new Schema { Columns = 2 },
            (rows, target) => throw new IOException("as was to be expected"),
            "rows"
        );
        Assert.Throws<IOException>(() =>
            DatabaseWriter.Write(
                failing,
                DatabaseAddress.Parse($"sqlite:{_folder.Path("new.db")}?table=t"),
                replace: false
            )
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_folder.Path("new.db"))!));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Refusal.Says(
            () =>
                DatabaseWriter.Write(
                    Dataset.FromRows([1, 2], 2),
                    DatabaseAddress.Parse($"sqlite:{_folder.Path("none/a.db")}?table=t"),
                    replace: false
                ),
            "none",
            "make"
        );

    [Fact]
    public void More_columns_than_a_table_can_have_are_an_error_of_one_line()
    {
        DatabaseAddress address = DatabaseAddress.Parse($"sqlite:{_folder.Path("wide.db")}?table=t");
        Refusal.Says(
            () => DatabaseWriter.Write(Dataset.FromRows(new float[3000], 3000), address, replace: false),
            "wide.db",
            "columns"
        );
    }

    [Fact]
    public void A_query_is_no_place_to_write_to() =>
        Refusal.Says(
            () => DatabaseWriter.Require(DatabaseAddress.Parse("sqlite:a.db?query=SELECT 1"), replace: false),
            "?table="
        );

    public void Dispose() => _folder.Dispose();

    private void RoundTrip(string text)
    {
        DatabaseAddress address = DatabaseAddress.Parse(text);
        Dataset data = Dataset.Open(
            _folder.Text("rows.csv", "key,a,\"b \"\"c\"\"\",kind\nk1,1.5,2,x\nk2,-3e-7,,y\nk3,7,8,x\n"),
            new DataOptions { Id = "key", Labels = "kind" }
        );
        DatabaseWriter.Write(data, address, replace: true);

        Dataset back = Dataset.Open(text, new DataOptions { Id = "id", Labels = "label" });
        Assert.Equal(data.Schema.ColumnNames, back.Schema.ColumnNames);
        Assert.Equal(["x", "y"], back.Schema.ClassNames);
        for (int row = 0; row < 3; row++)
        {
            Assert.Equal((data.Id(row), data.Label(row)), (back.Id(row), back.Label(row)));
            Assert.Equal(data.Row(row).ToArray(), back.Row(row).ToArray());
        }

        Refusal.Says(() => DatabaseWriter.Write(data, address, replace: false), "my scores", "`Overwrite`");
        DatabaseWriter.Write(data.Take([1]), address, replace: true);
        Assert.Equal(1, Dataset.Open(text, new DataOptions { Id = "id", Labels = "label" }).Rows);
    }
}
