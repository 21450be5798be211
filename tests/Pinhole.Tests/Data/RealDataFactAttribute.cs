namespace Pinhole.Tests.Data;

/// <summary>A test on public data that lie beside the project; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string needs)
    {
        Needs = needs;
        if (!Path.Exists(RealData.Path(needs)))
            Skip = $"{needs} is not in PINHOLE_DATA or ../shared/data";
    }

    /// <summary>The file or folder it reads.</summary>
    public string Needs { get; }
}

internal static class RealData
{
    public static string Repository { get; } = FindRepository();

    public static string Path(string name) => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("PINHOLE_DATA") ?? System.IO.Path.Combine(Repository, "..", "shared", "data"), name);

    public static string Golden(string name) => System.IO.Path.Combine(Repository, "tests", "golden", name);

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Pinhole.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
