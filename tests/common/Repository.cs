namespace Pinhole.Tests.Common;

/// <summary>Where the repository's own files are, and the public data that may lie beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Pinhole.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A fixture in tests/golden.</summary>
    public static string Golden(string name) => Path.Combine(Root, "tests", "golden", name);

    /// <summary>A file or folder of public data, which need not exist.</summary>
    public static string RealData(string name) =>
        Path.Combine(
            Environment.GetEnvironmentVariable("PINHOLE_DATA") ?? Path.Combine(Root, "..", "shared", "data"),
            name
        );

    /// <summary>All C# files below a folder, with their paths relative to it.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder)
    {
        string full = Path.Combine(Root, folder);
        return from file in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
            let path = Path.GetRelativePath(full, file).Replace('\\', '/')
            where !path.Split('/').Any(part => part is "bin" or "obj" or "node_modules")
            select (path, File.ReadAllText(file));
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pinhole.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
