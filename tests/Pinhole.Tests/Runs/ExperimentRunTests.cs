using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Runs;

public class ExperimentRunTests
{
    private static readonly Experiment Small = new()
    {
        Data = "digits",
        DataOptions = new() { Rows = 60 },
        Model = Presets.Create("vanilla", 3, [8]),
        Training = new TrainingOptions
        {
            Epochs = 6,
            BatchSize = 16,
            ValidationShare = 0.2,
        },
        Seed = 4,
    };

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_bytes_and_keeps_its_split()
    {
        using TestFolder folder = new();
        TrainingRecord whole = Small.Run(folder.Path("whole"));
        int steps = 0;
        TrainingRecord stopped = Small.Run(folder.Path("stopped"), observer: new Stopper(() => ++steps < 9));
        Assert.Equal(StopReason.Interrupted, stopped.StopReason);
        Assert.Null(Small.Difference(RunFolder.ReadExperiment(folder.Path("stopped"))));

        TrainingRecord resumed = Experiment.Resume(folder.Path("stopped"));
        Assert.Equal(StopReason.Finished, resumed.StopReason);
        foreach (TrainingRecord record in new[] { stopped, resumed })
        {
            Assert.Equal(whole.Split!.Training.ToArray(), record.Split!.Training.ToArray());
            Assert.Equal(whole.Split.Validation.ToArray(), record.Split.Validation.ToArray());
        }

        Assert.Equal(
            File.ReadAllBytes(RunFolder.ModelPath(folder.Path("whole"))),
            File.ReadAllBytes(RunFolder.ModelPath(folder.Path("stopped")))
        );
        Assert.Equal(
            ["experiment.json", "model.safetensors", "record.json"],
            Directory.EnumerateFileSystemEntries(folder.Path("stopped")).Select(Path.GetFileName).Order()
        );
        Refusal.Says(() => Experiment.Resume(folder.Path("stopped")), "finished");
    }

    [Fact]
    public void The_text_of_an_experiment_repeats_its_run()
    {
        using TestFolder folder = new();
        Small.Run(folder.Path("first"));
        RunFolder.ReadExperiment(folder.Path("first")).Run(folder.Path("second"));
        Assert.Equal(
            File.ReadAllBytes(RunFolder.ModelPath(folder.Path("first"))),
            File.ReadAllBytes(RunFolder.ModelPath(folder.Path("second")))
        );
    }

    [Fact]
    public void A_training_without_an_experiment_is_resumed_from_its_program_alone()
    {
        using TestFolder folder = new();
        using Autoencoder model = Autoencoder.Create(Small.Model, Small.Open().Schema);
        int steps = 0;
        Trainer.Fit(
            model,
            Small.Open(),
            Small.Training with
            {
                Checkpoints = new CheckpointOptions { Path = RunFolder.CheckpointPath(folder.Root) },
            },
            new Stopper(() => ++steps < 9)
        );
        Refusal.Says(() => Experiment.Resume(folder.Root), "does not name its data", "train anew");
    }

    [Fact]
    public void A_run_that_comes_to_nothing_leaves_no_folder()
    {
        using TestFolder folder = new();
        Experiment wide = Small with { Model = Small.Model with { Preprocess = "log1p" } };
        Assert.Throws<InputException>(() => (wide with { Data = "nothing.csv" }).Run(folder.Path("a/b")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Root));
    }

    private sealed class Stopper(Func<bool> goOn) : ITrainingObserver
    {
        public bool Observe(in TrainingProgress progress) => goOn();
    }
}
