using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// An experiment while it runs: its rows, its model and its folder. <see cref="Experiment.Run"/> does everything in one
/// call.
/// </summary>
public sealed class ExperimentRun : IDisposable
{
    private readonly TrainingCheckpoint? _checkpoint;

    private ExperimentRun(
        Experiment experiment,
        string folder,
        Dataset data,
        Autoencoder model,
        TrainingCheckpoint? checkpoint
    )
    {
        Experiment = experiment;
        Folder = folder;
        Data = data;
        Model = model;
        _checkpoint = checkpoint;
    }

    /// <summary>The experiment.</summary>
    public Experiment Experiment { get; }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>The rows.</summary>
    public Dataset Data { get; }

    /// <summary>The model.</summary>
    public Autoencoder Model { get; }

    /// <summary>Starts a run with fresh weights.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="folder">A claimed folder: see <see cref="RunFolder.Claim"/>.</param>
    /// <param name="data">The rows of the experiment.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The model does not fit the rows.</exception>
    public static ExperimentRun Begin(Experiment experiment, string folder, Dataset data, Kernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(data);
        Autoencoder model = Autoencoder.Create(experiment.Model, data.Schema, experiment.Seed, kernels);
        return new ExperimentRun(experiment, folder, data, model, null);
    }

    /// <summary>Resumes a run.</summary>
    /// <param name="experiment">The experiment: see <see cref="RunFolder.ExperimentOf"/>.</param>
    /// <param name="folder">A claimed folder.</param>
    /// <param name="data">The rows that the run was started with.</param>
    /// <param name="checkpoint">The checkpoint; training continues with its model. The caller disposes of it.</param>
    public static ExperimentRun Resume(
        Experiment experiment,
        string folder,
        Dataset data,
        TrainingCheckpoint checkpoint
    )
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return new ExperimentRun(experiment, folder, data, checkpoint.Model, checkpoint);
    }

    /// <summary>Trains. If it is stopped, its folder keeps a checkpoint.</summary>
    /// <param name="checkpoints">When to write checkpoints; the run sets path and notes. Null for once a
    /// minute.</param>
    /// <param name="observer">Watches training and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="InputException">The rows do not fit the model, or are not the rows that the run was started
    /// with.</exception>
    public TrainingRecord Train(
        CheckpointOptions? checkpoints = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        string path = RunFolder.CheckpointPath(Folder);
        checkpoints = (checkpoints ?? new CheckpointOptions { Path = path }) with
        {
            Path = path,
            Notes = RunFolder.Notes(Experiment),
        };
        if (_checkpoint is not null)
            return Trainer.Resume(_checkpoint, Data, checkpoints, observer, cancellationToken);

        // The checkpoint of a replaced run must not be mistaken for this run's.
        RunFolder.RemoveCheckpoint(Folder);
        RunFolder.WriteExperiment(Folder, Experiment);
        TrainingOptions training = Experiment.Training with { Seed = Experiment.Seed, Checkpoints = checkpoints };
        try
        {
            return Trainer.Fit(Model, Data, training, observer, cancellationToken);
        }
        catch
        {
            Withdraw();
            throw;
        }
    }

    /// <summary>Writes the folder: see <see cref="RunFolder.Write"/>.</summary>
    /// <param name="record">The training.</param>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    /// <exception cref="IOException">Writing failed, for example because the disk is full.</exception>
    public void Write(TrainingRecord record) => RunFolder.Write(Folder, Model, record, Experiment);

    /// <summary>Deletes the files of a run that produced nothing.</summary>
    public void Withdraw()
    {
        RunFolder.RemoveCheckpoint(Folder);
        if (!File.Exists(RunFolder.ModelPath(Folder)))
            File.Delete(RunFolder.ExperimentPath(Folder));
    }

    /// <summary>Releases the model's memory.</summary>
    public void Dispose()
    {
        if (_checkpoint is null)
            Model.Dispose();
    }
}
