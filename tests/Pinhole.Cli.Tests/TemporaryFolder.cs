using System.Text;

namespace Pinhole.Cli.Tests;

/// <summary>A folder of one test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pinhole-cli-").FullName;

    /// <summary>All files and folders in it, by relative path.</summary>
    public string[] Entries =>
        [
            .. Directory
                .EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
                .Select(path => System.IO.Path.GetRelativePath(Path, path))
                .Order(StringComparer.Ordinal),
        ];

    public string Of(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text) => File.WriteAllText(Of(name), text);

    /// <summary>Writes NumPy's format with a header of one's own.</summary>
    public void WriteNpy(string name, string shape, params float[] values)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
        using FileStream file = File.Create(Of(name));
        file.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0]);
        file.Write(Encoding.ASCII.GetBytes(header));
        foreach (float value in values)
            file.Write(BitConverter.GetBytes(value));
    }

    /// <summary>The shape that a file in NumPy's format says it has.</summary>
    public string NpyShape(string name)
    {
        string header = Encoding.Latin1.GetString(File.ReadAllBytes(Of(name)).AsSpan(10, 118));
        int start = header.IndexOf("'shape': ", StringComparison.Ordinal) + 9;
        return header[start..(header.IndexOf(')', start) + 1)];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
