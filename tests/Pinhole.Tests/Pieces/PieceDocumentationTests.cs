namespace Pinhole.Tests.Pieces;

/// <summary>The tables of pieces in docs/models.md match the descriptions of the pieces.</summary>
public class PieceDocumentationTests
{
    private const string Begin =
        "<!-- Generated from the descriptions of the pieces; a test rewrites it when they change. -->\n";
    private const string End = "<!-- End of the generated tables. -->";

    [Fact]
    public void The_tables_are_those_of_the_pieces()
    {
        string file = Path.Combine(Repository.Root, "docs", "models.md"),
            text = File.ReadAllText(file),
            tables = "\n" + string.Join("\n", AllPieces.Tables()) + "\n";
        int from = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length,
            to = text.IndexOf(End, StringComparison.Ordinal);
        if (text[from..to] == tables)
            return;
        File.WriteAllText(file, text[..from] + tables + text[to..]);
        Assert.Fail($"the tables in {file} did not match the descriptions and have been rewritten; check them");
    }
}
