using System.Text.Json;

namespace Pinhole.Runs;

/// <summary>The runs below a folder.</summary>
public static class RunList
{
    // A reproduction keeps one run folder for each training.
    private const int MaximumDepth = 2;

    /// <summary>Finds run folders; those that cannot be read are listed as damaged.</summary>
    /// <param name="folder">A folder of runs, or a run folder.</param>
    /// <returns>The runs, newest first.</returns>
    /// <exception cref="InputException">The folder does not exist or cannot be read.</exception>
    public static IReadOnlyList<RunSummary> Find(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        try
        {
            if (!Directory.Exists(folder))
                throw new InputException(
                    File.Exists(folder)
                        ? $"{folder} is a file; give a folder of runs"
                        : $"there is no folder {folder}; train a model, or give a folder of runs"
                );
            return
            [
                .. RunFolders(folder, MaximumDepth)
                    .Select(Summarize)
                    .OrderByDescending(run => run.When)
                    .ThenBy(run => run.Folder, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder} cannot be read: {exception.Message.TrimEnd('.')}", exception);
        }
    }

    private static IEnumerable<string> RunFolders(string folder, int depth)
    {
        if (Files(folder).Any(File.Exists))
            return [folder];
        EnumerationOptions readable = new() { IgnoreInaccessible = true };
        return depth == 0
            ? []
            : Directory.EnumerateDirectories(folder, "*", readable).SelectMany(below => RunFolders(below, depth - 1));
    }

    private static string[] Files(string folder) =>
        [
            RunFolder.ModelPath(folder),
            RunFolder.RecordPath(folder),
            RunFolder.CheckpointPath(folder),
            RunFolder.ExperimentPath(folder),
        ];

    private static RunSummary Summarize(string folder)
    {
        DateTime when = Files(folder).Where(File.Exists).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max();
        try
        {
            RunSummary run = Read(folder, when);
            return RunClaim.IsHeld(folder) ? run with { State = RunState.Running } : run;
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or FormatException
                        or IOException
                        or UnauthorizedAccessException
                        or InputException
            )
        {
            return new RunSummary(folder, RunState.Damaged, when);
        }
    }

    private static RunSummary Read(string folder, DateTime when)
    {
        bool resumable = File.Exists(RunFolder.CheckpointPath(folder));
        if (!File.Exists(RunFolder.RecordPath(folder)))
        {
            RunSummary begun = new(folder, resumable ? RunState.Interrupted : RunState.Stopped, when);
            if (!File.Exists(RunFolder.ExperimentPath(folder)))
                return begun with { State = resumable ? RunState.Interrupted : RunState.Damaged };
            Experiment experiment = RunFolder.ReadExperiment(folder);
            return begun with { Data = experiment.Data, Model = experiment.Model.Preset };
        }

        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(RunFolder.RecordPath(folder)));
        JsonElement record = document.RootElement;
        bool validated = Figure(record, "validation") is not null;
        return new RunSummary(
            folder,
            record.GetProperty("stopReason").GetString() switch
            {
                _ when !File.Exists(RunFolder.ModelPath(folder)) => RunState.Damaged,
                "Diverged" => RunState.Diverged,
                "Interrupted" => resumable ? RunState.Interrupted : RunState.Stopped,
                "Finished" or "EarlyStopped" => RunState.Finished,
                _ => RunState.Damaged,
            },
            when,
            record.GetProperty("data").GetString(),
            record.GetProperty("model").GetProperty("preset").GetString(),
            record.GetProperty("epochs").GetArrayLength(),
            Figure(record, validated ? "validation" : "train"),
            Figure(record, validated ? "pcaValidation" : "pcaTrain")
        );
    }

    private static double? Figure(JsonElement record, string part) =>
        record.TryGetProperty(part, out JsonElement metrics)
        && metrics.ValueKind == JsonValueKind.Object
        && metrics.TryGetProperty("squaredErrorPerSample", out JsonElement figure)
        && figure.ValueKind == JsonValueKind.Number
            ? figure.GetDouble()
            : null;
}
