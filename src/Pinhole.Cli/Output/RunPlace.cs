using Pinhole.Data;
using Pinhole.Runs;

namespace Pinhole.Cli.Output;

/// <summary>The folder of a new run.</summary>
internal static class RunPlace
{
    /// <summary>The default folder of runs.</summary>
    public const string Runs = "runs";

    /// <summary>Claims a folder, and refuses one where a run would be lost or cannot be written.</summary>
    /// <param name="asked">What --out says; null for a free name under runs/.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="force">Whether a run there may be replaced.</param>
    public static RunClaim Claim(string? asked, Experiment experiment, bool force)
    {
        if (asked is not null && string.IsNullOrWhiteSpace(asked))
            throw new InputException("--out is empty; name a folder, or leave it out");
        if (asked is not null)
            return RunFolder.Claim(asked, force);

        string data = experiment.Data,
            called = DatabaseAddress.Is(data) ? DatabaseAddress.Parse(data).Name : data;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(called))
            .Split('.', StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault()
            ?? "data";
        return RunFolder.ClaimFree(Path.Combine(Runs, $"{name}-{experiment.Model.Preset}"), force);
    }
}
