using System.Text.RegularExpressions;

namespace Pinhole.Tests.Common;

/// <summary>A C# file of the repository, whole and with its comments and its strings taken out.</summary>
internal sealed partial class SourceFile(string path, string text)
{
    /// <summary>Its path below the folder that was read, with slashes.</summary>
    public string Path { get; } = path;

    /// <summary>The folder that it lies in.</summary>
    public string Folder { get; } = path[..Math.Max(0, path.LastIndexOf('/'))];

    /// <summary>The folder within the project, or null for files at its root.</summary>
    public string? TopFolder { get; } = path.Split('/') is [_, string folder, _, ..] ? folder : null;

    public string[] Lines { get; } = text.TrimEnd('\n').Split('\n');

    public string Code { get; } = Strings().Replace(Comments().Replace(text, ""), "\"\"");

    /// <summary>All files below a folder of the repository, such as "src".</summary>
    public static SourceFile[] Read(string folder) =>
        [.. Repository.Files(folder).Select(file => new SourceFile(file.Path, file.Text))];

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comments();

    [GeneratedRegex("\"([^\"\\\\\n]|\\\\.)*\"")]
    private static partial Regex Strings();
}
