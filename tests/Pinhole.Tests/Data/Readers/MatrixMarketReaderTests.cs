using System.Text;
using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class MatrixMarketReaderTests : IDisposable
{
    private const string Head = "%%MatrixMarket matrix coordinate real general\n";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Numbers_with_places_are_sparse_rows_whatever_their_order_and_those_of_one_place_are_added_up()
    {
        Dataset data = Open(
            Head + "% a remark\n\n3 4 6\n3 4 2.5\n1 2 -1e-1\n 1\t1  +4 \r\n3 1 1\n% another\n3 4 0.5\n2 3 0\n"
        );
        Assert.True(data.IsSparse);
        Assert.True(data.Schema.IsSparse);
        Assert.Equal((3, 4, -0.1f, 4f), (data.Rows, data.Columns, data.Schema.Minimum, data.Schema.Maximum));
        Assert.Equal([4, -0.1f, 0, 0, 0, 0, 0, 0, 1, 0, 0, 3], data.Values());
        Assert.Equal([0, 3], Places(data, 2));
        Assert.Empty(Places(data, 1));
    }

    [Theory]
    [InlineData("coordinate pattern general\n2 3 2\n1 3\n2 1\n", new float[] { 0, 0, 1, 1, 0, 0 })]
    [InlineData("coordinate integer symmetric\n2 2 2\n1 1 5\n2 1 7\n", new float[] { 5, 7, 7, 0 })]
    [InlineData("coordinate real skew-symmetric\n2 2 1\n2 1 7\n", new float[] { 0, -7, 7, 0 })]
    [InlineData("array real general\n2 3\n1\n2\n3\n4\n5\n6\n", new float[] { 1, 3, 5, 2, 4, 6 })]
    [InlineData("array integer symmetric\n2 2\n1\n2\n3\n", new float[] { 1, 2, 2, 3 })]
    [InlineData("array real skew-symmetric\n2 2\n4\n", new float[] { 0, -4, 4, 0 })]
    public void Every_kind_is_read(string file, float[] rows) =>
        Assert.Equal(rows, Open("%%MatrixMarket matrix " + file).Values());

    [Fact]
    public void Columns_become_rows_where_that_is_asked_for()
    {
        string sparse = _folder.Text("a.mtx", Head + "2 3 2\n1 3 8\n2 1 9\n"),
            whole = _folder.Text("b.mtx", "%%MatrixMarket matrix array real general\n2 3\n1\n2\n3\n4\n5\n6\n");
        DataOptions turned = new() { Transpose = true };
        Assert.Equal([0, 9, 0, 0, 8, 0], Dataset.Open(sparse, turned).Values());
        Assert.Equal([1, 2, 3, 4, 5, 6], Dataset.Open(whole, turned).Values());
        Assert.False(Dataset.Open(whole, turned).IsSparse);
        Refusal.Says(
            () => Dataset.Open(_folder.Text("t.csv", "1,2\n3,4\n"), turned),
            "t.csv is no Matrix Market file",
            "`Transpose`"
        );
        Refusal.Says(() => Dataset.Open("digits", turned), "digits is no Matrix Market file");
    }

    [Fact]
    public void Gzip_another_name_and_labels_are_no_hindrance()
    {
        byte[] file = Encoding.ASCII.GetBytes(Head + "2 2 1\n2 2 3\n");
        string labels = _folder.Text("labels.txt", "a\nb\n");
        Dataset data = Dataset.Open(_folder.Gzip("a.mtx.gz", file), new DataOptions { Labels = labels });
        Assert.Equal([0, 0, 0, 3], data.Values());
        Assert.Equal(("b", "a.mtx.gz"), (data.Schema.ClassNames[data.Label(1)], data.Name));
        Assert.Equal([0, 0, 0, 3], Dataset.Open(_folder.Bytes("other.dat", file)).Values());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("1 2 3\n", "does not begin with %%MatrixMarket")]
    [InlineData("%%MatrixMarket matrix coordinate complex general\n", "line 1", "complex")]
    [InlineData("%%MatrixMarket matrix array pattern general\n", "line 1", "cannot be read")]
    [InlineData(Head, "ends before its sizes")]
    [InlineData(Head + "2 2\n", "line 2", "rows, columns and entries")]
    [InlineData(Head + "2 x 1\n", "line 2", "rows, columns and entries")]
    [InlineData(Head + "0 2 0\n", "line 2", "0 × 2")]
    [InlineData(Head + "2 2 2\n1 1 1\n", "ends after 1 of 2 entries")]
    [InlineData(Head + "2 2 1\n1 1 1\n2 2 5\n", "line 4", "'2 2 5' comes after all 1")]
    [InlineData(Head + "2 2 1\n3 1 1\n", "line 3", "'3 1 1'", "2 × 2")]
    [InlineData(Head + "2 2 1\n0 1 1\n", "line 3", "count from 1")]
    [InlineData(Head + "2 2 1\n1 1 one\n", "line 3", "a row, a column and a number")]
    [InlineData(Head + "2 2 1\n1 1 1 1\n", "line 3", "'1 1 1 1'")]
    [InlineData(Head + "2 2 1\n1 1 Infinity\n", "row 1")]
    [InlineData(
        "%%MatrixMarket matrix coordinate real symmetric\n2 3 1\n1 1 1\n",
        "line 2",
        "a symmetric matrix is square"
    )]
    public void Damage_is_told_with_its_line(string file, params string[] parts) =>
        Refusal.Says(() => Open(file), ["m.mtx", .. parts]);

    [Theory]
    [InlineData("2000000 2000000 2000000000", "promises 2000000000 entries")]
    [InlineData("2000000000 2 1", "would be nearly all empty")]
    [InlineData("9999999999 2 1", "9999999999 × 2")]
    public void Promises_that_a_file_cannot_keep_take_no_memory(string sizes, string part)
    {
        string path = _folder.Text("m.mtx", Head + sizes + "\n1 1 1\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refusal.Says(() => Dataset.Open(path), part);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 21);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused()
    {
        StringBuilder file = new(Head + "20 30 60\n");
        for (int i = 0; i < 60; i++)
            file.Append(1 + (i % 20)).Append(' ').Append(1 + (i * 7 % 30)).Append(' ').Append(i + 0.5).Append('\n');
        (int read, int refused) = Damage.Try(
            Encoding.ASCII.GetBytes(file.ToString()),
            bytes => Dataset.Open(_folder.Bytes("m.mtx", bytes)),
            cutsShow: false
        );
        Assert.InRange(read, 1, 299);
        Assert.InRange(refused, 1, 299);
    }

    private static int[] Places(Dataset data, int row)
    {
        data.SparseRow(row, out ReadOnlySpan<int> places);
        return places.ToArray();
    }

    private Dataset Open(string text) => Dataset.Open(_folder.Text("m.mtx", text));
}
