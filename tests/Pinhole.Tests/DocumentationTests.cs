namespace Pinhole.Tests;

/// <summary>The C# in the documentation is C# that is built and run: each line of it stands in a sample.</summary>
public class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/guide.md")]
    public void Every_line_of_code_stands_in_a_sample(string document)
    {
        HashSet<string> samples =
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.cs", SearchOption.AllDirectories)
                .Where(file =>
                    !file.Contains(
                        $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                        StringComparison.Ordinal
                    )
                )
                .SelectMany(File.ReadLines)
                .Select(line => line.Trim()),
        ];

        string[] code = [.. CodeLines(File.ReadLines(Path.Combine(Repository.Root, document)))];

        Assert.NotEmpty(code);
        Assert.All(code, line => Assert.Contains(line, samples));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/data.md")]
    [InlineData("docs/guide.md")]
    [InlineData("docs/models.md")]
    [InlineData("docs/reproducibility.md")]
    [InlineData("benchmarks/README.md")]
    public void Every_link_to_a_file_leads_to_one(string document)
    {
        string file = Path.Combine(Repository.Root, document);
        foreach (string part in File.ReadAllText(file).Split("](").Skip(1))
        {
            string target = part[..part.IndexOf(')', StringComparison.Ordinal)].Split('#')[0];
            if (target.Length == 0 || target.StartsWith("http", StringComparison.Ordinal))
                continue;
            string path = Path.Combine(Path.GetDirectoryName(file)!, target);
            Assert.True(
                File.Exists(path) || Directory.Exists(path),
                $"{document} links to {target}, which is not there."
            );
        }
    }

    private static IEnumerable<string> CodeLines(IEnumerable<string> lines)
    {
        bool code = false;
        foreach (string line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                code = line == "```csharp";
            else if (code && line.Length > 0)
                yield return line;
        }
    }
}
