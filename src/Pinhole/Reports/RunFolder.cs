using System.Text;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.Data.Writers;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>The folder that a training run leaves: the model, its record and a report to look at.</summary>
public static class RunFolder
{
    private const string ModelName = "model.safetensors";
    private const string CheckpointName = "checkpoint.safetensors";
    private const string TrainingNote = "training";
    private const string RecordName = "record.json";
    private const string ReportName = "report.html";

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

    /// <summary>Makes sure, before long work begins, that its result can be written.</summary>
    /// <param name="folder">The run's folder; created where it is not there.</param>
    /// <param name="force">Whether a run that the folder holds may be replaced.</param>
    /// <exception cref="InputException">The folder holds a run already, is a file, or is no place to write.</exception>
    /// <exception cref="IOException">Writing failed, as on a full disk.</exception>
    public static void Prepare(string folder, bool force)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (File.Exists(folder))
            throw new InputException($"{folder} is a file; choose a folder as --out");
        if (!force && File.Exists(CheckpointPath(folder)))
            throw new InputException(
                $"{folder} holds a run that was stopped; go on with --resume, choose another --out, or --force to "
                    + "replace it"
            );
        if (
            !force
            && (File.Exists(ModelPath(folder)) || File.Exists(RecordPath(folder)) || File.Exists(ReportPath(folder)))
        )
            throw new InputException($"{folder} already holds a run; choose another --out, or --force to replace it");

        string trial = Path.Combine(folder, $".{Environment.ProcessId}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            try
            {
                File.WriteAllText(trial, "This file shows that the folder can be written.");
            }
            finally
            {
                // On a full disk it is there, and empty.
                File.Delete(trial);
            }
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            // The place is sound and yet cannot be written: a full disk, mostly.
            throw new IOException($"{folder} cannot be written: {exception.Message.TrimEnd('.')}", exception);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new InputException(
                $"{folder} cannot be written: {exception.Message.TrimEnd('.')}; choose another --out",
                exception
            );
        }
    }

    /// <summary>
    /// Writes the run, each file whole or not at all, the model first. The checkpoint of a finished one goes away.
    /// </summary>
    /// <param name="folder">A folder that <see cref="Prepare"/> has seen.</param>
    /// <param name="model">The trained model.</param>
    /// <param name="record">Its training.</param>
    /// <param name="data">The rows it was trained with, all of them; the report's pictures are made from them.</param>
    /// <param name="command">What repeats the run.</param>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    /// <exception cref="IOException">Writing failed on the way, as on a full disk.</exception>
    public static void Write(string folder, Autoencoder model, TrainingRecord record, Dataset data, string command)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(data);
        Dictionary<string, string> notes = new()
        {
            [TrainingNote] = JsonSerializer.Serialize(TrainingSummary.Of(record), RecordJson.Default.TrainingSummary),
        };
        ModelFile.Write(model, ModelPath(folder), StoredBaseline.ToTensors(record.Baseline), notes);
        // From here on those of a replaced run would tell of another model, should the disk be full.
        File.Delete(RecordPath(folder));
        File.Delete(ReportPath(folder));
        AtomicFile.Write(RecordPath(folder), stream =>
            JsonSerializer.Serialize(stream, record, RecordJson.ForRecord())
        );
        byte[] report = Encoding.UTF8.GetBytes(Report.Render(model, record, data, command));
        AtomicFile.Write(ReportPath(folder), stream => stream.Write(report));
        if (record.StopReason != StopReason.Interrupted)
            RemoveCheckpoint(folder);
    }

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
            return new StoredRun(stored.Model, baseline, TrainingSeed(stored), file);
        }
        catch
        {
            stored.Model.Dispose();
            throw;
        }
    }

    // A note is not the model: where it cannot be read, the model still can. One number is looked up here, because the
    // serializer's preparation for the whole note would take a fifth of a command's time.
    private static ulong? TrainingSeed(StoredModel stored)
    {
        if (!stored.Notes.TryGetValue(TrainingNote, out string? note))
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
