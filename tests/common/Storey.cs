using System.Text.RegularExpressions;

namespace Pinhole.Tests.Common;

/// <summary>
/// Folders that lie beside each other, floor by floor: a folder uses lower floors alone, and none beside it.
/// </summary>
/// <param name="Folder">What they lie in, below src: "Pinhole", or "Pinhole/Data".</param>
/// <param name="Floors">Their names, the lowest floor first.</param>
internal sealed record Storey(string Folder, string[][] Floors)
{
    private string Last => Regex.Escape(Folder.Split('/')[^1]);

    /// <summary>The files that lie in the folder, at any depth.</summary>
    public IEnumerable<SourceFile> Of(IEnumerable<SourceFile> files) =>
        files.Where(file => file.Path.StartsWith($"{Folder}/", StringComparison.Ordinal));

    /// <summary>The folder of this storey that a file lies in; null where it lies beside them.</summary>
    public string? FolderOf(SourceFile file) =>
        file.Path[(Folder.Length + 1)..].Split('/') is [string folder, _, ..] ? folder : null;

    /// <summary>The floor of a folder, counted from 0; -1 where it has none.</summary>
    public int FloorOf(string folder) => Array.FindIndex(Floors, floor => floor.Contains(folder));

    /// <summary>
    /// The folders that a file uses: by `using Pinhole.Data.Readers;`, and by a name that begins with the folder, as
    /// `Readers.CsvReader` and `Data.Readers.CsvReader` do.
    /// </summary>
    public IEnumerable<string> UsedBy(SourceFile file) =>
        Floors
            .SelectMany(floor => floor)
            .Where(folder =>
                Regex.IsMatch(
                    file.Code,
                    $@"\b{Regex.Escape(Folder.Replace('/', '.'))}\.{folder}\b|(?<![\w.])({Last}\.)?{folder}\.[A-Z]"
                )
            );

    /// <summary>What is wrong with files: a folder without a floor, or the use of one that is not below.</summary>
    public IEnumerable<string> Faults(IEnumerable<SourceFile> files) =>
        Of(files)
            .SelectMany(file =>
                FolderOf(file) is not string own ? []
                : FloorOf(own) < 0 ? [$"{file.Path} lies on no floor; give {own} one here and in the design"]
                : UsedBy(file)
                    .Where(used => used != own && FloorOf(used) >= FloorOf(own))
                    .Select(used => $"{file.Path} uses {used}, which is not below it")
            );
}
