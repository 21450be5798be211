using Pinhole.Cli.Output;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Recipes;
using Pinhole.Reports;
using Pinhole.Training;

namespace Pinhole.Cli.Verbs;

/// <summary>One training of a recipe, from the start or from where it was stopped.</summary>
internal sealed class RecipeTraining : IDisposable
{
    private readonly RecipeRun _run;
    private readonly string _folder;
    private readonly Dataset _train;
    private readonly TrainingCheckpoint? _checkpoint;

    /// <param name="run">What is trained.</param>
    /// <param name="folder">Its run folder; a checkpoint there is gone on from.</param>
    /// <param name="train">The rows.</param>
    /// <param name="kernels">The device.</param>
    public RecipeTraining(RecipeRun run, string folder, Dataset train, Kernels kernels)
    {
        _run = run;
        _folder = folder;
        _train = train;
        if (!File.Exists(RunFolder.CheckpointPath(folder)))
        {
            Model = Autoencoder.Create(run.Model, train.Schema, run.Training.Seed, kernels);
            return;
        }

        _checkpoint = RunFolder.OpenCheckpoint(folder, kernels);
        Model = _checkpoint.Model;
    }

    /// <summary>What is trained.</summary>
    public Autoencoder Model { get; }

    /// <summary>Trains.</summary>
    /// <param name="terminal">Where progress is shown.</param>
    /// <param name="stop">Stops after the current step.</param>
    public TrainingRecord Run(Terminal terminal, CancellationToken stop)
    {
        CheckpointOptions checkpoints = Checkpoints.In(_folder, new Dictionary<string, string>());
        return TrainingProgressBar.Run(
            terminal,
            observer =>
                _checkpoint is null
                    ? Trainer.Fit(Model, _train, _run.Training with { Checkpoints = checkpoints }, observer, stop)
                    : Trainer.Resume(_checkpoint, _train, checkpoints, observer, stop),
            stop
        );
    }

    /// <summary>Writes the run folder; its checkpoint goes away.</summary>
    /// <param name="record">The training.</param>
    /// <param name="command">What repeats it.</param>
    public void Write(TrainingRecord record, string command) =>
        RunFolder.Write(_folder, Model, record, _train, command);

    public void Dispose()
    {
        if (_checkpoint is null)
            Model.Dispose();
        else
            _checkpoint.Dispose();
    }
}
