using System.Text;
using System.Text.Json;
using Pinhole.Data.Writers;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>The folder of a training run: the experiment, the model, its record, and, if rendered, a report.</summary>
public static class RunFolder
{
    private const string ModelName = "model.safetensors";
    private const string CheckpointName = "checkpoint.safetensors";
    private const string TrainingNote = "training";
    private const string RecordName = "record.json";
    private const string ReportName = "report.html";
    private const string ExperimentName = "experiment.json";
    private const string ExperimentNote = "experiment";

    /// <summary>The path of a run's model: safetensors, with the PCA of its comparison.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string ModelPath(string folder) => Path.Combine(folder, ModelName);

    /// <summary>The path of a run's record: its settings, epochs and figures as JSON.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string RecordPath(string folder) => Path.Combine(folder, RecordName);

    /// <summary>The path of a run's report: one HTML file.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string ReportPath(string folder) => Path.Combine(folder, ReportName);

    /// <summary>
    /// The path of a stopped run's checkpoint: see <see cref="TrainingCheckpoint"/>. A finished run has none.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    public static string CheckpointPath(string folder) => Path.Combine(folder, CheckpointName);

    /// <summary>The path of a run's experiment: see <see cref="Experiment"/>.</summary>
    /// <param name="folder">The run's folder.</param>
    public static string ExperimentPath(string folder) => Path.Combine(folder, ExperimentName);

    /// <summary>Claims a folder for one run, and checks before the training that the result can be written.</summary>
    /// <param name="folder">The run's folder; created if it does not exist.</param>
    /// <param name="force">Whether an existing run in the folder may be replaced or resumed.</param>
    /// <exception cref="InputException">The folder already holds a run, another run is being written to it, it is a
    /// file, or it cannot be written.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
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
    /// Claims the first free folder of a name: "runs/digits-deep", "runs/digits-deep-2" and so on. Runs that start at
    /// the same time get different folders.
    /// </summary>
    /// <param name="name">The preferred folder.</param>
    /// <param name="force">Whether an existing run may be replaced; a run that is being written never is.</param>
    /// <exception cref="InputException">No folder can be written.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
    public static RunClaim ClaimFree(string name, bool force)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        for (int number = 1; ; number++)
        {
            string folder = number == 1 ? name : $"{name}-{number}";
            if (File.Exists(folder) || (!force && IsUsed(folder)))
                continue;
            RunClaim? claim = RunClaim.TryMake(folder);
            // The other run may have finished meanwhile.
            if (claim is not null && (force || Occupant(folder) is null))
                return claim;
            claim?.Dispose();
        }
    }

    /// <summary>
    /// Writes the run, each file atomically, the model first. The checkpoint of a finished run is deleted.
    /// </summary>
    /// <param name="folder">A claimed folder.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="record">Its record.</param>
    /// <param name="experiment">The experiment; null if there was none, as with rows in memory.</param>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
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
        // The old files are deleted now: if the disk is full, they must not stay beside the new model.
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

    /// <summary>Writes the experiment.</summary>
    internal static void WriteExperiment(string folder, Experiment experiment)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{experiment.ToJson()}\n");
        AtomicFile.Write(ExperimentPath(folder), stream => stream.Write(text));
    }

    /// <summary>Reads an experiment.</summary>
    /// <param name="path">A run's folder, or a file of JSON.</param>
    /// <exception cref="InputException">The file does not exist or is not an experiment.</exception>
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

    /// <summary>The experiment of a stopped run, as its checkpoint has it.</summary>
    /// <param name="checkpoint">The checkpoint of the run.</param>
    /// <param name="folder">The run's folder.</param>
    /// <exception cref="InputException">The checkpoint has no experiment: its training had none, or an older program
    /// wrote it.</exception>
    public static Experiment ExperimentOf(TrainingCheckpoint checkpoint, string folder)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.Notes.TryGetValue(ExperimentNote, out string? text)
            ? Experiment.Parse(text, $"the note in {CheckpointPath(folder)}")
            : throw new InputException(
                $"the checkpoint of {folder} does not name its data: it is from an older program, or from one that "
                    + "trained on rows in memory; resume it with that program, or train anew"
            );
    }

    /// <summary>The notes that <see cref="ExperimentOf"/> reads.</summary>
    internal static Dictionary<string, string> Notes(Experiment experiment) =>
        new() { [ExperimentNote] = experiment.ToJson() };

    /// <summary>Reads the checkpoint of a run.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The run is finished, was stopped before its first checkpoint, or the checkpoint
    /// is damaged.</exception>
    public static TrainingCheckpoint OpenCheckpoint(string folder, Kernels? kernels = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (File.Exists(CheckpointPath(folder)))
            return TrainingCheckpoint.Read(CheckpointPath(folder), kernels);
        if (!Directory.Exists(folder))
            throw new InputException($"{folder} is not a run folder; give the folder of a run that was stopped");
        throw new InputException(
            File.Exists(ModelPath(folder))
                ? $"{folder} holds a finished run; there is nothing to resume"
                : $"{folder} holds no {CheckpointName}: its run was stopped before the first one; train anew"
        );
    }

    /// <summary>Deletes the checkpoint of a run, and the incomplete file of a process that was killed.</summary>
    /// <param name="folder">The run's folder.</param>
    public static void RemoveCheckpoint(string folder)
    {
        File.Delete(CheckpointPath(folder));
        foreach (string part in Directory.EnumerateFiles(folder, $"{CheckpointName}.*.tmp"))
            File.Delete(part);
    }

    /// <summary>Deletes the experiment of a run that came to neither a model nor a checkpoint.</summary>
    /// <param name="folder">The run's folder, which was created for it.</param>
    internal static void RemoveExperimentAlone(string folder)
    {
        if (!File.Exists(ModelPath(folder)) && !File.Exists(CheckpointPath(folder)))
            File.Delete(ExperimentPath(folder));
    }

    /// <summary>Reads a run's model and its PCA.</summary>
    /// <param name="path">A run's folder, or a model file.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">There is no model, or its file is damaged.</exception>
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

    /// <summary>Why a folder cannot be used for a run; null if it can.</summary>
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

    // If the note cannot be read, the model still can. Only one number is looked up, because preparing the serializer
    // for the whole note would take a fifth of a command's time.
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
