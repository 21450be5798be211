namespace Pinhole.Engine.Tests;

/// <summary>The source files, for tests that read them.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>All C# files below a folder, with their paths relative to it.</summary>
    public static IEnumerable<(string Path, string Text)> Files(string folder)
    {
        string full = Path.Combine(Root, folder);
        return from file in Directory.EnumerateFiles(full, "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(full, file).Replace('\\', '/')
               where !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal)
               select (path, File.ReadAllText(file));
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pinhole.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("These tests read the sources and must run inside the repository.");
    }
}
