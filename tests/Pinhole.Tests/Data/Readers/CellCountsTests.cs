using System.Globalization;
using System.Text;
using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data.Readers;

public sealed class CellCountsTests : IDisposable
{
    private const string Genes = "id1\tACTB\nid2\tCD3\nid3\tCD3\n";
    private const string Cells = "AAA-1\nCCC-1\n";
    private const string Counts = "%%MatrixMarket matrix coordinate integer general\n3 2 3\n1 1 5\n3 1 1\n2 2 4\n";

    private readonly TestFolder _folder = new();

    private string Folder => _folder.Path("");

    public CellCountsTests()
    {
        _folder.Text("matrix.mtx", Counts);
        _folder.Text("genes.tsv", Genes);
        _folder.Text("barcodes.tsv", Cells);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cell_is_a_row_called_by_its_barcode_and_genes_of_one_name_go_by_their_ids()
    {
        Dataset data = Dataset.Open(Folder);
        Assert.True(data.IsSparse);
        Assert.Equal([5, 0, 1, 0, 4, 0], data.Values());
        Assert.Equal(["ACTB", "id2", "id3"], data.Schema.ColumnNames);
        Assert.Equal(("AAA-1", "CCC-1"), (data.Id(0), data.Id(1)));
    }

    [Fact]
    public void Cells_times_genes_and_newer_names_and_gzip_are_the_same()
    {
        Dataset first = Dataset.Open(Folder);
        foreach (string name in new[] { "matrix.mtx", "genes.tsv", "barcodes.tsv" })
            File.Delete(_folder.Path(name));
        _folder.Gzip(
            "matrix.mtx.gz",
            Encoding.ASCII.GetBytes("%%MatrixMarket matrix coordinate integer general\n2 3 3\n1 1 5\n1 3 1\n2 2 4\n")
        );
        _folder.Gzip(
            "features.tsv.gz",
            Encoding.ASCII.GetBytes(Genes.Replace("\n", "\tGene Expression\n", StringComparison.Ordinal))
        );
        _folder.Gzip("barcodes.tsv.gz", Encoding.ASCII.GetBytes(Cells));
        Dataset second = Dataset.Open(Folder);
        Assert.Equal(first.Values(), second.Values());
        Assert.Equal(first.Schema.ColumnNames, second.Schema.ColumnNames);
    }

    [Fact]
    public void A_model_finds_its_genes_by_their_names()
    {
        Schema like = new() { Columns = 2, ColumnNames = ["id3", "ACTB"] };
        Assert.Equal([1, 5, 0, 0], Dataset.Open(Folder, new DataOptions { Like = like }).Values());
        Refusal.Says(
            () => Dataset.Open(Folder, new DataOptions { Like = like with { ColumnNames = ["id3", "GAPDH"] } }),
            "genes.tsv lacks the gene 'GAPDH'"
        );
    }

    [Fact]
    public void Labels_come_from_a_column_of_a_table_by_the_barcode_or_from_a_file()
    {
        _folder.Text("cells.csv", "barcode,type,group\nCCC-1,\"B, naive\",1\nXXX-1,T,2\nAAA-1,T,2\n");
        Dataset data = Dataset.Open(Folder, new DataOptions { Labels = "type" });
        Assert.Equal(["B, naive", "T"], data.Schema.ClassNames);
        Assert.Equal((1, 0), (data.Label(0), data.Label(1)));

        Assert.Equal(
            ["x", "y"],
            Dataset.Open(Folder, new DataOptions { Labels = _folder.Text("l.txt", "y\nx\n") }).Schema.ClassNames
        );
        Refusal.Says(
            () => Dataset.Open(Folder, new DataOptions { Labels = "typ" }),
            "no table",
            "'typ'",
            "did you mean 'type'?"
        );
        Refusal.Says(() => Dataset.Open(Folder, new DataOptions { Labels = "nothing" }), "there are type, group");
        _folder.Text("cells.csv", "barcode,type\nCCC-1,B\nXXX-1,T\n");
        Refusal.Says(
            () => Dataset.Open(Folder, new DataOptions { Labels = "type" }),
            "cells.csv has no line for the cell AAA-1"
        );
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_refused()
    {
        _folder.Text("barcodes.tsv", "AAA-1\n");
        Refusal.Says(() => Dataset.Open(Folder), "matrix.mtx is 3 × 2", "genes.tsv has 3 lines", "barcodes.tsv 1");
        File.Delete(_folder.Path("barcodes.tsv"));
        Refusal.Says(() => Dataset.Open(Folder), "no barcodes.tsv", "`Transpose`");
        _folder.Text("barcodes.tsv", "");
        Refusal.Says(() => Dataset.Open(Folder), "barcodes.tsv is empty");
        _folder.Text("barcodes.tsv", Cells);
        Refusal.Says(() => Dataset.Open(Folder, new DataOptions { Id = "x" }), "no named columns");
    }

    [RealDataFact("single-cell/pbmc_small")]
    public void Blood_cells_have_the_counts_that_their_table_tells()
    {
        string folder = Repository.RealData("single-cell/pbmc_small");
        Dataset data = Dataset.Open(folder, new DataOptions { Labels = "groups" });
        Assert.Equal((80, 230), (data.Rows, data.Columns));
        string[][] cells =
        [
            .. File.ReadLines(Path.Combine(folder, "meta.csv")).Skip(1).Select(line => line.Split(',')),
        ];
        for (int row = 0; row < data.Rows; row++)
        {
            float[] counts = data.Row(row).ToArray();
            string[] cell = cells.Single(cell => cell[0] == data.Id(row));
            Assert.Equal(double.Parse(cell[2], CultureInfo.InvariantCulture), counts.Sum());
            Assert.Equal(int.Parse(cell[3], CultureInfo.InvariantCulture), counts.Count(count => count > 0));
            Assert.Equal(cell[6], data.Schema.ClassNames[data.Label(row)]);
        }
    }

    [RealDataFact("single-cell/pbmc68k_reduced")]
    public void A_folder_of_cells_times_genes_is_told_by_its_sizes()
    {
        Dataset data = Dataset.Open(
            Repository.RealData("single-cell/pbmc68k_reduced"),
            new DataOptions { Labels = "bulk_label" }
        );
        Assert.Equal((700, 765, 10), (data.Rows, data.Columns, data.Schema.ClassNames.Count));
        Assert.Equal("AAAGCCTGGCTAAC-1", data.Id(0));
        Assert.Equal("CD14+ Monocyte", data.Schema.ClassNames[data.Label(0)]);
        Assert.Equal(174_400, Enumerable.Range(0, 700).Sum(row => data.SparseRow(row, out _).Length));
    }
}
