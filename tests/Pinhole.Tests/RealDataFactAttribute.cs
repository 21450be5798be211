namespace Pinhole.Tests;

/// <summary>A test on public data that lie beside the project; skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute(string needs)
    {
        Needs = needs;
        if (!Path.Exists(Repository.RealData(needs)))
            Skip = $"{needs} is not in PINHOLE_DATA or ../shared/data";
    }

    /// <summary>The file or folder it reads.</summary>
    public string Needs { get; }
}
