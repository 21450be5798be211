namespace Pinhole.Tests;

/// <summary>How C# is written in the whole repository, whatever lies in the files.</summary>
public class SourceTests
{
    private const int MostLines = 400;
    private const int MostColumns = 120;

    private static readonly SourceFile[] All =
    [
        .. new[] { "src", "tests", "samples", "benchmarks" }.SelectMany(folder =>
            Repository.Files(folder).Select(file => new SourceFile($"{folder}/{file.Path}", file.Text))
        ),
    ];

    [Fact]
    public void The_files_are_found()
    {
        Assert.Contains(All, file => file.Path == "src/Pinhole/Models/Autoencoder.cs");
        Assert.Contains(All, file => file.Path == "tests/Pinhole.Tests/SourceTests.cs");
    }

    [Fact]
    public void No_file_has_more_than_four_hundred_lines() =>
        AssertNone(
            All.Where(file => file.Lines.Length > MostLines)
                .Select(file => $"{file.Path} has {file.Lines.Length} lines; split it by idea")
        );

    // The formatter breaks code, but neither comments nor strings: nothing is exempt, as every string can be broken.
    [Fact]
    public void No_line_has_more_than_120_characters() =>
        AssertNone(
            from file in All
            from line in file.Lines.Index()
            where line.Item.Length > MostColumns
            select $"{file.Path}:{line.Index + 1} has {line.Item.Length} characters; break it"
        );

    private static void AssertNone(IEnumerable<string> faults) => Assert.Equal("", string.Join('\n', faults));
}
