using System.Text;
using Pinhole.Data;

namespace Pinhole.Tests.Data.Readers;

public sealed class CsvTableTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4.5\n")]
    [InlineData("a;b\n1;2\n3;4.5")]
    [InlineData("a\tb\r\n1\t2\r\n3\t4.5\r\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n\n 3 ,4.5e0\n")]
    [InlineData("\uFEFFa,b\n1,2\n3,+4.5\n\n")]
    public void Delimiters_quotes_line_ends_and_blank_lines_are_found(string text)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", text));

        Assert.Equal(["a", "b"], data.Schema.ColumnNames);
        Assert.Equal([1f, 2f], data.Row(0).ToArray());
        Assert.Equal([3f, 4.5f], data.Row(1).ToArray());
        Assert.Equal(2, data.Rows);
    }

    [Theory]
    [InlineData("1,2\n3,4\n", null, 2)]
    [InlineData("1,2\n", null, 1)]
    [InlineData("-1e-3,2\n3,4\n", null, 2)]
    [InlineData("x,y\n3,4\n", "x|y", 1)]
    [InlineData("label,0,1\n5,3,4\n", "label|0|1", 1)]
    [InlineData(",a,b\n0,3,4\n", "1|a|b", 1)]
    [InlineData("a,b,a,a\n1,2,3,4\n", "a|b|a (2)|a (3)", 1)]
    [InlineData("a,\"b\nc\"\n1,2\n", "a|b c", 1)]
    [InlineData("5\n6\n", null, 2)]
    [InlineData("x\n6\n", "x", 1)]
    public void A_header_is_found_where_there_is_one(string text, string? names, int rows)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", text));
        Assert.Equal(names?.Split('|'), data.Schema.ColumnNames);
        Assert.Equal(rows, data.Rows);
    }

    [Fact]
    public void A_label_column_is_taken_by_name_and_its_classes_are_sorted()
    {
        using TestFolder folder = new();
        string text = folder.Text("rows.csv", "x,kind,y\n1,pear,2\n3,apple,4\n5,pear,6\n");

        Dataset data = Dataset.Open(text, new DataOptions { Labels = "kind" });

        Assert.Equal(["apple", "pear"], data.Schema.ClassNames);
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(data.Label));
        Assert.Equal(["x", "y"], data.Schema.ColumnNames);
        Assert.Equal([3f, 4f], data.Row(1).ToArray());
    }

    [Theory]
    [InlineData("last")]
    [InlineData("class")]
    [InlineData("auto")]
    public void Numbers_as_labels_are_sorted_as_numbers(string labels)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(
            folder.Text("rows.csv", "x,class\n1,10\n2,9\n3,-1\n"),
            new DataOptions { Labels = labels }
        );
        Assert.Equal(["-1", "9", "10"], data.Schema.ClassNames);
        Assert.Equal(1, data.Columns);
    }

    [Fact]
    public void Text_labels_in_the_last_column_need_no_header()
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", "1,2,cat\n3,4,dog\n"), new DataOptions { Labels = "last" });
        Assert.Equal(2, data.Rows);
        Assert.Equal(["cat", "dog"], data.Schema.ClassNames);
    }

    [Theory]
    [InlineData("label\nt\nn\n")]
    [InlineData("t\nn\n")]
    public void Labels_may_lie_in_a_file_of_their_own(string labels)
    {
        using TestFolder folder = new();
        string rows = folder.Text("rows.csv", "a,b\n1,2\n3,4\n");
        Dataset data = Dataset.Open(rows, new DataOptions { Labels = folder.Text("labels.csv", labels) });
        Assert.Equal(["n", "t"], data.Schema.ClassNames);
        Assert.Equal(1, data.Label(0));
    }

    [Fact]
    public void Labels_that_are_not_there_are_refused_and_the_nearest_suggested()
    {
        using TestFolder folder = new();
        string named = folder.Text("named.csv", "weight,species\n1,2\n"),
            plain = folder.Text("plain.csv", "1,2\n3,4\n");
        Refusal.Says(
            () => Dataset.Open(named, new DataOptions { Labels = "speces" }),
            "'speces'",
            "did you mean 'species'"
        );
        Refusal.Says(() => Dataset.Open(named, new DataOptions { Labels = "auto" }), "label", "`Labels`");
        Refusal.Says(() => Dataset.Open(plain, new DataOptions { Labels = "species" }), "no header");
        Refusal.Says(
            () => Dataset.Open(plain, new DataOptions { Labels = folder.Text("three.txt", "a\nb\nc\nd\n") }),
            "4 labels"
        );
        Refusal.Says(() => Dataset.Open(plain, new DataOptions { Labels = named }), "named.csv", "one label a line");
        Refusal.Says(
            () => Dataset.Open(folder.Text("one.csv", "a\n1\n"), new DataOptions { Labels = "a" }),
            "no columns"
        );
        Refusal.Says(
            () => Dataset.Open(folder.Text("gap.csv", "x,class\n1,\n"), new DataOptions { Labels = "class" }),
            "line 2",
            "'class'",
            "missing"
        );
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3", "1 fields")]
    [InlineData("a,b\n1,2\n\n3,4,5\n", "line 4", "3 fields")]
    [InlineData("a,b\n1,2\n3,x\n", "line 3", "column 'b'", "'x'")]
    [InlineData("1,2\n3,x\n", "line 2", "column 2", "'x'")]
    [InlineData("\"a\nb\",c\n1,2\nx,2\n", "line 4", "column 'a b'", "'x'")]
    [InlineData("a,b\n-inf,1\n", "line 2", "column 'a'")]
    [InlineData("a,b\n-Infinity,1\n", "line 2", "column 'a'", "finite")]
    [InlineData("a,b\n1e39,1\n", "line 2", "column 'a'", "finite")]
    [InlineData("a,b\n1,\"2\n3,4\n", "line 2", "quote")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("\n\n", "no rows")]
    public void Bad_cells_are_refused_with_file_line_and_column(string text, params string[] says)
    {
        using TestFolder folder = new();
        Refusal.Says(() => Dataset.Open(folder.Text("rows.csv", text)), ["rows.csv", .. says]);
    }

    [Theory]
    [InlineData("a,b\n1,\n3,4\n")]
    [InlineData("a,b\n1,NaN\n3,4\n")]
    [InlineData("a,b\n1, n/a \n3,4\n")]
    [InlineData("a;b\n1,0;?\n3,0;4\n")]
    public void A_cell_that_is_empty_or_says_so_is_a_missing_number(string text)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", text));
        Assert.Equal([1f, float.NaN], data.Row(0).ToArray());
        Assert.Equal([3f, 4], data.Row(1).ToArray());
        Assert.Equal((1, 1f, 4f), (data.Schema.Missing, data.Schema.Minimum, data.Schema.Maximum));
    }

    [Theory]
    [InlineData("a;b\n1,5;-2\n3;4,25\n")]
    [InlineData("a\tb\n1,5\t-2\n3\t4,25\n")]
    [InlineData("\"a\",\"b\"\n\"1,5\",-2\n3,\"4,25\"\n")]
    [InlineData("1,5;-2\n3;4,25\n")]
    public void Decimal_commas_are_found(string text)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", text));
        Assert.Equal([1.5f, -2], data.Row(0).ToArray());
        Assert.Equal([3f, 4.25f], data.Row(1).ToArray());
    }

    [Theory]
    [InlineData("a,b\n\"1,234,567\",-2\n\" +12,345.5 \",4\n", 1234567, 12345.5)]
    [InlineData("\"1,234,567\",-2\n\"12,345\",4\n", 1234567, 12345)]
    [InlineData("a;b\n1,234;0.5\n12,345.5;4\n", 1234, 12345.5)]
    [InlineData("a;b\n1,234,567;-2\n12,345;4\n", 1234567, 12345)]
    [InlineData("a;b\n1.234.567,5;-2\n-12,3;4\n", 1234567.5, -12.3)]
    [InlineData("1.234,5;-2\n3;4\n", 1234.5, 3)]
    [InlineData("a;b\n1,234;-2\n12,345;4\n", 1.234, 12.345)]
    [InlineData("a,b\n\"1,234\",-2\n\"0,5\",4\n", 1.234, 0.5)]
    public void Marks_between_thousands_are_told_from_decimals(string text, double first, double second)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", text));
        Assert.Equal([(float)first, (float)second], [data.Row(0)[0], data.Row(1)[0]]);
        Assert.Empty(data.Remarks);
    }

    [Fact]
    public void Where_a_comma_may_be_either_people_are_told()
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", "a,b\n\"12,345\",1\n\"1,000\",2\n"));
        Assert.Equal([12345f, 1000], [data.Row(0)[0], data.Row(1)[0]]);
        Assert.Contains("'12,345'", Assert.Single(data.Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.168.100.200")]
    [InlineData("1,23,456")]
    [InlineData("1234,567")]
    [InlineData(",123")]
    [InlineData("1,234,")]
    [InlineData("1.234.567")]
    public void What_only_looks_like_thousands_is_text(string text)
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", $"a,b\n\"{text}\",1.5\n\"{text}\",2\n"));
        Assert.Equal([$"a={text}", "b"], data.Schema.ColumnNames);
    }

    [Fact]
    public void Text_of_Windows_is_read_and_told_of()
    {
        using TestFolder folder = new();
        byte[] bytes =
        [
            .. Encoding.Latin1.GetBytes("größe,ort,preis \u0080\n1,Köln,2\n3,Zürich,4\n5,"),
            .. Encoding.UTF8.GetBytes("Åbo"),
            .. "\n"u8.ToArray().Prepend((byte)'6').Prepend((byte)','),
        ];
        Dataset data = Dataset.Open(folder.Bytes("rows.csv", bytes), new DataOptions { Labels = "ort" });

        Assert.Equal(["größe", "preis €"], data.Schema.ColumnNames);
        Assert.Equal(["Köln", "Zürich", "Åbo"], data.Schema.ClassNames);
        Assert.Contains("not UTF-8", Assert.Single(data.Remarks), StringComparison.Ordinal);
        Assert.Empty(Dataset.Open(folder.Text("utf8.csv", "größe,b\n1,2\n")).Remarks);
    }

    [Fact]
    public void Numbers_with_points_and_with_commas_in_one_file_are_refused()
    {
        using TestFolder folder = new();
        Refusal.Says(() => Dataset.Open(folder.Text("rows.csv", "a;b\n1.5;2\n3,5;4\n1;2\n")), "line 3", "'3,5'");
    }

    [Fact]
    public void A_column_of_text_becomes_a_column_for_each_value()
    {
        using TestFolder folder = new();
        Dataset data = Dataset.Open(folder.Text("rows.csv", "size,color,price\n1,red,5\n2,blue,6\n3,,7\n4,red,8\n"));

        Assert.Equal(["size", "color=blue", "color=red", "price"], data.Schema.ColumnNames);
        Assert.Equal([1f, 0, 1, 5], data.Row(0).ToArray());
        Assert.Equal([2f, 1, 0, 6], data.Row(1).ToArray());
        Assert.Equal([3f, 0, 0, 7], data.Row(2).ToArray());
        Assert.Equal(
            new CategoryColumn("color", ["blue", "red"], HasOther: false),
            Assert.Single(data.Schema.Categories)
        );
    }

    [Fact]
    public void Of_many_values_the_most_frequent_have_columns_and_the_rest_share_one()
    {
        using TestFolder folder = new();
        // v0 comes once, v1 twice, and so on; 40 values.
        string rows = string.Concat(
            Enumerable.Range(0, 40).SelectMany(value => Enumerable.Repeat($"v{value:00},{value}\n", value + 1))
        );
        Dataset data = Dataset.Open(folder.Text("rows.csv", "kind,n\n" + rows));

        Assert.Equal(
            [.. Enumerable.Range(8, 32).Select(value => $"kind=v{value:00}"), "kind=other", "n"],
            data.Schema.ColumnNames
        );
        Assert.Equal(1f, data.Row(0)[32]);
        Assert.Equal((1f, 0f), (data.Row(data.Rows - 1)[31], data.Row(data.Rows - 1)[32]));
    }

    [Fact]
    public void A_value_called_other_has_a_column_beside_the_one_for_the_rest()
    {
        using TestFolder folder = new();
        string rows = string.Concat(
            Enumerable
                .Range(0, 40)
                .SelectMany(value =>
                    Enumerable.Repeat($"{(value == 39 ? "other" : $"v{value:00}")},{value}\n", value + 1)
                )
        );
        Dataset data = Dataset.Open(folder.Text("rows.csv", "kind,n\n" + rows));
        Assert.Equal(["kind=other", "kind=v08", "kind=v09"], data.Schema.ColumnNames!.Take(3));
        Assert.Equal(["kind=other (2)", "n"], data.Schema.ColumnNames!.Skip(32));
        Assert.Equal((1f, 0f), (data.Row(data.Rows - 1)[0], data.Row(data.Rows - 1)[32]));
    }

    [Fact]
    public void Text_that_hardly_ever_comes_twice_is_left_out()
    {
        using TestFolder folder = new();
        string rows = string.Concat(Enumerable.Range(0, 50).Select(row => $"name {row},{row}\n"));
        Dataset data = Dataset.Open(folder.Text("rows.csv", "name,n\n" + rows));
        Assert.Equal(["n"], data.Schema.ColumnNames);
        Assert.Contains("column 'name' was left out", Assert.Single(data.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_like_others_have_their_columns_by_name_and_their_categories()
    {
        using TestFolder folder = new();
        Dataset train = Dataset.Open(folder.Text("train.csv", "size,color,price\n1,red,5\n2,blue,6\n"));
        DataOptions like = new() { Like = train.Schema };

        Dataset other = Dataset.Open(
            folder.Text("other.csv", "color,note,price,size\nblue,x,50,10\ngreen,y,60,20\n"),
            like
        );

        Assert.Equal(train.Schema.ColumnNames, other.Schema.ColumnNames);
        Assert.Equal([10f, 1, 0, 50], other.Row(0).ToArray());
        Assert.Equal([20f, 0, 0, 60], other.Row(1).ToArray());
        Assert.Contains(
            "column 'color' holds text that the model was not trained with, such as 'green', in 1 row",
            Assert.Single(other.Remarks),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [7f, 0.25f, 0.75f, 8],
            Dataset
                .Open(folder.Text("written.csv", "price,color=red,color=blue,size\n8,0.75,0.25,7\n"), like)
                .Row(0)
                .ToArray()
        );
        Refusal.Says(
            () => Dataset.Open(folder.Text("less.csv", "colour,price,size\nblue,50,10\n"), like),
            "lacks the column 'color'",
            "did you mean 'colour'"
        );
    }

    [Fact]
    public void An_id_is_carried_along_and_columns_can_be_left_out()
    {
        using TestFolder folder = new();
        string path = folder.Text("rows.csv", "key,a,b,c\nk1,1,2,3\nk2,4,5,6\nk3,7,8,9\n");
        Dataset data = Dataset.Open(path, new DataOptions { Id = "key", Ignore = ["b"] });

        Assert.Equal(["a", "c"], data.Schema.ColumnNames);
        Assert.Equal(["k1", "k2", "k3"], Enumerable.Range(0, 3).Select(data.Id));
        Assert.Equal("k3", data.Take([2, 0]).Id(0));
        Refusal.Says(() => Dataset.Open(path, new DataOptions { Id = "kee" }), "'kee'", "`Id`", "did you mean 'key'");
        Refusal.Says(() => Dataset.Open(path, new DataOptions { Ignore = ["a", "b", "c", "key"] }), "no columns");
        Assert.Equal(
            ["1", "4"],
            Enumerable
                .Range(0, 2)
                .Select(Dataset.Open(folder.Text("plain.csv", "1,2\n4,5\n"), new DataOptions { Id = "1" }).Id)
        );
    }

    [Fact]
    public void Packed_and_wide_text_is_read_as_well()
    {
        using TestFolder folder = new();
        Assert.Equal(2, Dataset.Open(folder.Gzip("rows.csv.gz", "a,b\n1,2\n3,4\n"u8.ToArray())).Rows);
        Assert.Equal(
            2,
            Dataset.Open(folder.Bytes("wide.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n")])).Rows
        );
    }

    [Fact]
    public void A_packed_file_that_is_cut_is_refused_wherever_the_cut_is()
    {
        using TestFolder folder = new();
        byte[] rows = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3000).Select(i => $"{i},{i * 7}\n")));
        byte[] packed = File.ReadAllBytes(folder.Gzip("whole.csv.gz", rows));

        Assert.Equal(3000, Dataset.Open(folder.Path("whole.csv.gz")).Rows);
        for (int length = packed.Length - 1; length > 2; length -= 101)
            Refusal.Says(() => Dataset.Open(folder.Bytes("cut.csv.gz", packed[..length])), "cut.csv.gz");
        packed[packed.Length / 2] ^= 0xFF;
        Refusal.Says(() => Dataset.Open(folder.Bytes("damaged.csv.gz", packed)), "damaged.csv.gz");
    }

    [Fact]
    public void A_line_without_an_end_is_refused_before_it_fills_the_memory()
    {
        using TestFolder folder = new();
        byte[] endless = new byte[70_000_000];
        Array.Fill(endless, (byte)'1');
        Refusal.Says(() => Dataset.Open(folder.Gzip("endless.csv.gz", endless)), "endless.csv.gz, line 1", "67108864");
    }

    [RealDataFact("digits/optdigits_tra.csv")]
    public void Optical_digits_read_without_a_header_and_with_the_class_last()
    {
        Dataset data = Dataset.Open(
            Repository.RealData("digits/optdigits_tra.csv"),
            new DataOptions { Labels = "last" }
        );
        Assert.Equal((3823, 64, 10), (data.Rows, data.Columns, data.Schema.ClassNames.Count));
        Assert.Equal((0f, 16f), (data.Schema.Minimum, data.Schema.Maximum));
        Assert.Null(data.Schema.ColumnNames);
    }
}
