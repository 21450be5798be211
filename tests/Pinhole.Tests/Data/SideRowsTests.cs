using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data;

public sealed class SideRowsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _table;

    public SideRowsTests()
    {
        _table = _folder.Path("people.csv");
        File.WriteAllText(_table, "age,a,b,price,kind\n30,1,2,10,x\n40,3,4,20,y\n50,5,6,30,x\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_are_taken_out_of_the_table()
    {
        Dataset rows = Dataset.Open(
            _table,
            new DataOptions
            {
                Labels = "kind",
                Context = "age",
                Targets = "price",
            }
        );

        Assert.Equal(["a", "b"], rows.Schema.ColumnNames);
        Assert.Equal([1, 2, 3, 4, 5, 6], rows.Values());
        Assert.Equal([30, 40, 50], rows.Context!.Values());
        Assert.Equal([10, 20, 30], rows.Output.Values());
        Assert.Equal(["x", "y"], rows.Schema.ClassNames);
        Assert.Equal(1, rows.Label(1));
        Dataset last = rows.Take([2]);
        Assert.Equal((50f, 30f, 0), (last.Context!.Row(0)[0], last.Targets!.Row(0)[0], last.Label(0)));
        Assert.Equal("age", rows.Schema.Context!.ColumnNames![0]);
    }

    [Fact]
    public void A_file_gives_as_many_rows()
    {
        File.WriteAllText(_folder.Path("y.csv"), "p,q\n1,2\n3,4\n5,6\n");
        Dataset rows = Dataset.Open(
            _table,
            new DataOptions
            {
                Labels = "kind",
                Targets = _folder.Path("y.csv"),
                Context = "b, a",
            }
        );
        Assert.Equal([1, 2, 3, 4, 5, 6], rows.Targets!.Values());
        Assert.Equal([2, 1, 4, 3, 6, 5], rows.Context!.Values());
        Assert.Equal(["age", "price"], rows.Schema.ColumnNames);

        File.WriteAllText(_folder.Path("short.csv"), "1\n2\n");
        Refusal.Says(
            () => Open(targets: _folder.Path("short.csv")),
            "short.csv has 2 rows of targets for the 3 rows of people.csv"
        );
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        Refusal.Says(() => Open(context: "agee"), "no column 'agee' for `Context`", "did you mean 'age'?");
        Refusal.Says(() => Open(context: "age,age"), "'age' twice");
        Refusal.Says(() => Open(targets: "age,a,b,price"), "no columns left");
        Refusal.Says(() => Open(targets: ""), "`Targets` is empty");
        Refusal.Says(() => Open(context: ""), "`Context` is empty");
        Refusal.Says(
            () => Dataset.Open("digits", new DataOptions { Rows = 3, Context = "age" }),
            "no column 'age'",
            "have no names"
        );
    }

    private Dataset Open(string? context = null, string? targets = null) =>
        Dataset.Open(
            _table,
            new DataOptions
            {
                Labels = "kind",
                Context = context,
                Targets = targets,
            }
        );
}
