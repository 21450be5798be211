using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// An experiment on its way: its rows, its model and the folder it is written to. <see cref="Experiment.Run"/> is all
/// of it in one call.
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

    /// <summary>What is to be done.</summary>
    public Experiment Experiment { get; }

    /// <summary>The run's folder.</summary>
    public string Folder { get; }

    /// <summary>The rows.</summary>
    public Dataset Data { get; }

    /// <summary>What is trained.</summary>
    public Autoencoder Model { get; }

    /// <summary>A run from the start, with fresh weights.</summary>
    /// <param name="experiment">What is to be done.</param>
    /// <param name="folder">A folder that was claimed: see <see cref="RunFolder.Claim"/>.</param>
    /// <param name="data">The rows that the experiment opens.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The model does not fit the rows.</exception>
    public static ExperimentRun Begin(Experiment experiment, string folder, Dataset data, Kernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(data);
        Autoencoder model = Autoencoder.Create(experiment.Model, data.Schema, experiment.Seed, kernels);
        return new ExperimentRun(experiment, folder, data, model, null);
    }

    /// <summary>A run that goes on where it stopped.</summary>
    /// <param name="experiment">What is to be done: see <see cref="RunFolder.ExperimentOf"/>.</param>
    /// <param name="folder">A folder that was claimed.</param>
    /// <param name="data">The rows it was begun with, wherever they are now.</param>
    /// <param name="checkpoint">Where it stopped; its model is trained on, and it stays the caller's to dispose
    /// of.</param>
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

    /// <summary>Trains; where it is stopped, its folder keeps a checkpoint.</summary>
    /// <param name="checkpoints">When checkpoints are written; path and notes are the run's own. Null for once a
    /// minute.</param>
    /// <param name="observer">Watches, and may stop it; null for nobody.</param>
    /// <param name="cancellationToken">Stops after the current step.</param>
    /// <exception cref="InputException">Model and rows do not fit, or these are not the rows it was begun
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

        // The checkpoint of a run that this one replaces must not be taken for this one's.
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
    /// <exception cref="IOException">Writing failed on the way, as on a full disk.</exception>
    public void Write(TrainingRecord record) => RunFolder.Write(Folder, Model, record, Experiment);

    /// <summary>Takes away what a run that came to nothing has left in its folder.</summary>
    public void Withdraw()
    {
        RunFolder.RemoveCheckpoint(Folder);
        if (!File.Exists(RunFolder.ModelPath(Folder)))
            File.Delete(RunFolder.ExperimentPath(Folder));
    }

    /// <summary>Gives the memory of a model that was begun back.</summary>
    public void Dispose()
    {
        if (_checkpoint is null)
            Model.Dispose();
    }
}
