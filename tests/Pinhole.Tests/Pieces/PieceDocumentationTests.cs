namespace Pinhole.Tests.Pieces;

/// <summary>The tables of pieces in docs/models.md are what the pieces say of themselves.</summary>
public class PieceDocumentationTests
{
    private const string Begin =
        "<!-- What the pieces say of themselves; a test writes it anew when they change. -->\n";
    private const string End = "<!-- The end of what the pieces say. -->";

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
        Assert.Fail($"the tables in {file} were not what the pieces say and have been written anew; look at them");
    }
}
