namespace Pinhole.Tests.ModelFiles;

/// <summary>Finds the fixtures of the repository and the real data that may lie beside it.</summary>
internal static class RepositoryFiles
{
    private static readonly string Root = FindRoot();

    /// <summary>The path of a file in tests/golden.</summary>
    public static string Golden(string name) => Path.Combine(Root, "tests", "golden", name);

    /// <summary>The path of a file of real data, which need not exist.</summary>
    public static string SharedData(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable("PINHOLE_DATA") ?? Path.Combine(Root, "..", "shared", "data"), name);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pinhole.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
