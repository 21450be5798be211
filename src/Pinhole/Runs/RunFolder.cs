using System.Text;
using System.Text.Json;
using Pinhole.Data.Writers;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// The folder that a training run leaves: the experiment, the model and its record, and a report where somebody renders
/// one.
/// </summary>
public static class RunFolder
{
    private const string ModelName = "model.safetensors";
    private const string CheckpointName = "checkpoint.safetensors";
    private const string TrainingNote = "training";
    private const string RecordName = "record.json";
    private const string ReportName = "report.html";
    private const string ExperimentName = "experiment.json";
    private const string ExperimentNote = "experiment";

    /// <summary>Where the model of a run is: safetensors, with the PCA it was compared with.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string ModelPath(string folder) => Path.Combine(folder, ModelName);

    /// <summary>Where the record of a run is: its settings, epochs and figures as JSON.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string RecordPath(string folder) => Path.Combine(folder, RecordName);

    /// <summary>Where the report of a run is: one HTML file.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string ReportPath(string folder) => Path.Combine(folder, ReportName);

    /// <summary>
    /// Where a run that was stopped is kept, to go on with: see <see cref="TrainingCheckpoint"/>. A finished one has
    /// none.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    public static string CheckpointPath(string folder) => Path.Combine(folder, CheckpointName);

    /// <summary>Where a run keeps what was to be done: see <see cref="Experiment"/>.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string ExperimentPath(string folder) => Path.Combine(folder, ExperimentName);

    /// <summary>
    /// Takes a folder for one run alone, and makes sure, before long work begins, that its result can be written.
    /// </summary>
    /// <param name="folder">The run's folder; created where it is not there.</param>
    /// <param name="force">Whether a run that the folder holds may be replaced, or go on.</param>
    /// <exception cref="InputException">The folder holds a run already, another run is being written to it, it is a
    /// file, or is no place to write.</exception>
    /// <exception cref="IOException">Writing failed, as on a full disk.</exception>
    public static RunClaim Claim(string folder, bool force)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (File.Exists(folder))
            throw new InputException($"{folder} is a file; choose a folder");
        RunClaim claim = RunClaim.TryMake(folder)
            ?? throw new InputException(
                $"another run is being written to {folder}; choose another folder, or wait until that run is done"
            );
        if (force || Occupant(folder) is not string occupant)
            return claim;
        claim.Dispose();
        throw new InputException(occupant);
    }

    /// <summary>
    /// Takes the first folder of a name that is free: "runs/digits-deep", "runs/digits-deep-2" and so on. Runs that
    /// begin at once each get their own.
    /// </summary>
    /// <param name="name">The folder, as it is called where it is free.</param>
    /// <param name="force">Whether a run that a folder holds may be replaced; one that is being written never
    /// is.</param>
    /// <exception cref="InputException">There is no place to write.</exception>
    /// <exception cref="IOException">Writing failed, as on a full disk.</exception>
    public static RunClaim ClaimFree(string name, bool force)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        for (int number = 1; ; number++)
        {
            string folder = number == 1 ? name : $"{name}-{number}";
            if (File.Exists(folder) || (!force && IsUsed(folder)))
                continue;
            RunClaim? claim = RunClaim.TryMake(folder);
            // The run that was faster may have come to its end meanwhile.
            if (claim is not null && (force || Occupant(folder) is null))
                return claim;
            claim?.Dispose();
        }
    }

    /// <summary>
    /// Writes the run, each file whole or not at all, the model first. The checkpoint of a finished one goes away.
    /// </summary>
    /// <param name="folder">A folder that was claimed.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="record">Its training.</param>
    /// <param name="experiment">What was done; null where no experiment was, as with rows made in memory.</param>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    /// <exception cref="IOException">Writing failed on the way, as on a full disk.</exception>
    public static void Write(string folder, Autoencoder model, TrainingRecord record, Experiment? experiment = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(record);
        ModelFile.Write(
            model,
            ModelPath(folder),
            [
                .. StoredBaseline.ToAttachments(record.Baseline),
                .. StoredSplit.ToAttachments(record.Split),
                Attachment.Create(TrainingNote, TrainingSummary.Of(record), RecordJson.Default.TrainingSummary),
            ]
        );
        // From here on those of a replaced run would tell of another model, should the disk be full.
        File.Delete(RecordPath(folder));
        File.Delete(ReportPath(folder));
        if (experiment is null)
            File.Delete(ExperimentPath(folder));
        AtomicFile.Write(RecordPath(folder), stream =>
            JsonSerializer.Serialize(stream, record, RecordJson.ForRecord())
        );
        if (experiment is not null)
            WriteExperiment(folder, experiment);
        if (record.StopReason != StopReason.Interrupted)
            RemoveCheckpoint(folder);
    }

    /// <summary>Writes what is to be done.</summary>
    internal static void WriteExperiment(string folder, Experiment experiment)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{experiment.ToJson()}\n");
        AtomicFile.Write(ExperimentPath(folder), stream => stream.Write(text));
    }

    /// <summary>Reads what was to be done.</summary>
    /// <param name="path">A run's folder, or a file of JSON.</param>
    /// <exception cref="InputException">There is no such file, or it is no experiment.</exception>
    public static Experiment ReadExperiment(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string file = Directory.Exists(path) ? ExperimentPath(path) : path;
        try
        {
            return Experiment.Parse(File.ReadAllText(file), file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException(
                $"{file} cannot be read: {exception.Message.TrimEnd('.')}; give the experiment.json of a run",
                exception
            );
        }
    }

    /// <summary>What a run that was stopped was to do; the word of its checkpoint counts.</summary>
    /// <param name="checkpoint">Where it stopped.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InputException">The checkpoint is of a training that was no experiment, or of a program that
    /// knew none.</exception>
    public static Experiment ExperimentOf(TrainingCheckpoint checkpoint, string folder)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.Notes.TryGetValue(ExperimentNote, out string? text)
            ? Experiment.Parse(text, $"the note in {CheckpointPath(folder)}")
            : throw new InputException(
                $"the checkpoint of {folder} does not say where its data are: an older program wrote it, or one that "
                    + "trained on rows in memory; resume it with that program, or train anew"
            );
    }

    /// <summary>The notes by which <see cref="ExperimentOf"/> knows the experiment.</summary>
    internal static Dictionary<string, string> Notes(Experiment experiment) =>
        new() { [ExperimentNote] = experiment.ToJson() };

    /// <summary>Reads where a run stopped.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The run is finished, was stopped before its first checkpoint, or that is
    /// damaged.</exception>
    public static TrainingCheckpoint OpenCheckpoint(string folder, Kernels? kernels = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (File.Exists(CheckpointPath(folder)))
            return TrainingCheckpoint.Read(CheckpointPath(folder), kernels);
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is no run folder; give the one of a run that was stopped");
        throw new InputException(
            File.Exists(ModelPath(folder))
                ? $"{folder} holds a finished run; there is nothing to resume"
                : $"{folder} holds no {CheckpointName}: its run was stopped before the first one; train anew"
        );
    }

    /// <summary>Removes the checkpoint of a run, and what a process that was killed left of one.</summary>
    /// <param name="folder">The run's folder.</param>
    public static void RemoveCheckpoint(string folder)
    {
        File.Delete(CheckpointPath(folder));
        foreach (string part in Directory.EnumerateFiles(folder, $"{CheckpointName}.*.tmp"))
            File.Delete(part);
    }

    /// <summary>Reads a run's model and the PCA kept with it.</summary>
    /// <param name="path">A run's folder, or a model file.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">There is no model there, or its file is damaged.</exception>
    public static StoredRun Open(string path, Kernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        string file = path;
        if (Directory.Exists(path))
        {
            file = ModelPath(path);
            if (!File.Exists(file))
                throw new InputException(
                    $"{path} holds no {ModelName}; give the folder of a finished run, or a model file"
                );
        }
        else if (!File.Exists(path))
        {
            throw new InputException($"{path} does not exist; give the folder of a run, or a model file");
        }

        StoredModel stored = ModelFile.Open(file, kernels);
        try
        {
            PrincipalComponents? baseline = StoredBaseline.Find(stored, file);
            return new StoredRun(stored.Model, baseline, TrainingSeed(stored), StoredSplit.Find(stored, file), file);
        }
        catch
        {
            stored.Model.Dispose();
            throw;
        }
    }

    /// <summary>Why a folder cannot take a run; null where it can.</summary>
    private static string? Occupant(string folder)
    {
        if (File.Exists(CheckpointPath(folder)))
            return $"{folder} holds a run that was stopped; resume it, choose another folder, or force its replacement";
        return File.Exists(ModelPath(folder)) || File.Exists(RecordPath(folder)) || File.Exists(ReportPath(folder))
            ? $"{folder} already holds a run; choose another folder, or force its replacement"
            : null;
    }

    private static bool IsUsed(string folder) =>
        Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any();

    // A note is not the model: where it cannot be read, the model still can. One number is looked up here, because the
    // serializer's preparation for the whole note would take a fifth of a command's time.
    private static ulong? TrainingSeed(StoredModel stored)
    {
        if (stored.Attachments.Find(TrainingNote)?.Json is not string note)
            return null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(note);
            return
                document.RootElement is { ValueKind: JsonValueKind.Object } summary
                && summary.TryGetProperty("seed"u8, out JsonElement number)
                && number.ValueKind == JsonValueKind.Number
                && number.TryGetUInt64(out ulong seed)
                ? seed
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
