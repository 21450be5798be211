using System.IO.Compression;

namespace Pinhole.Tests.Data;

/// <summary>A folder for the files of one test, gone after it.</summary>
internal sealed class TestFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pinhole-test-");

    public string Root => _folder.FullName;

    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public string[] Names => [.. _folder.GetFiles().Select(file => file.Name).Order()];

    public string Text(string name, string content)
    {
        File.WriteAllText(Path(name), content);
        return Path(name);
    }

    public string Bytes(string name, params byte[] content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    public string Gzip(string name, params byte[] content)
    {
        using GZipStream packer = new(File.Create(Path(name)), CompressionLevel.Optimal);
        packer.Write(content);
        return Path(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
