namespace Pinhole.Tests;

/// <summary>Where the repository's own files are, and the public data that may lie beside it.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Pinhole.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A fixture in tests/golden.</summary>
    public static string Golden(string name) => Path.Combine(Root, "tests", "golden", name);

    /// <summary>A file or folder of public data, which need not exist.</summary>
    public static string RealData(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("PINHOLE_DATA") ?? Path.Combine(Root, "..", "shared", "data"), name);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pinhole.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
