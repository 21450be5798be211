using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

/// <summary>Trains once without a stop and once with one, and expects the same bits of both.</summary>
internal static class Resumption
{
    /// <summary>
    /// Stops when an observer says so, goes on in a fresh model on another number of threads, and compares all there
    /// is.
    /// </summary>
    /// <param name="options">The model.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="training">Has its epochs decided.</param>
    /// <param name="goOn">What the observer of the stopped run answers.</param>
    public static void AssertSameBits(
        AutoencoderOptions options,
        Dataset rows,
        TrainingOptions training,
        Func<TrainingProgress, bool> goOn
    )
    {
        using TestFolder folder = new();
        using Kernels one = CpuKernels.Create(1),
            two = CpuKernels.Create(2, cores: 2);
        using Autoencoder whole = Autoencoder.Create(options, rows.Schema, seed: 3, one);
        TrainingRecord expected = Trainer.Fit(
            whole,
            rows,
            training with
            {
                Checkpoints = Every(1, folder.Path("whole")),
            }
        );

        using Autoencoder first = Autoencoder.Create(options, rows.Schema, seed: 3, two);
        TrainingRecord stopped = Trainer.Fit(
            first,
            rows,
            training with
            {
                Checkpoints = Every(null, folder.Path("stopped")),
            },
            new Observer(goOn)
        );
        Assert.Equal(StopReason.Interrupted, stopped.StopReason);
        using TrainingCheckpoint checkpoint = TrainingCheckpoint.Read(folder.Path("stopped"), two);
        TrainingRecord found = Trainer.Resume(checkpoint, rows, Every(1, folder.Path("resumed")));

        Assert.Equal(whole.Weights(), checkpoint.Model.Weights());
        AssertSame(expected, found);
        // Rows and times are those of both parts together.
        Assert.Equal(1, found.SamplesPerSecond * found.Seconds / (expected.SamplesPerSecond * expected.Seconds), 1e-6);
        // That of the last step: the weights then, the best ones, the moments and the epochs.
        SafetensorsFile last = SafetensorsFile.Read(folder.Path("whole"));
        if (!File.Exists(folder.Path("resumed")))
            return;
        SafetensorsFile lastResumed = SafetensorsFile.Read(folder.Path("resumed"));
        Assert.Equal(last.Tensors.Keys, lastResumed.Tensors.Keys);
        Assert.All(last.Tensors, tensor =>
            Assert.True(tensor.Value.Bytes.Span.SequenceEqual(lastResumed.Tensors[tensor.Key].Bytes.Span), tensor.Key)
        );
        Assert.Equal(last.Metadata["preprocessor"], lastResumed.Metadata["preprocessor"]);
    }

    public static CheckpointOptions Every(long? steps, string path) => new() { Path = path, EverySteps = steps };

    private static void AssertSame(TrainingRecord expected, TrainingRecord found)
    {
        Assert.Equal(expected.Epochs.Count, found.Epochs.Count);
        foreach ((EpochRecord one, EpochRecord other) in expected.Epochs.Zip(found.Epochs))
        {
            Assert.Equal(one.Terms, other.Terms);
            Assert.Equal(one with { Terms = other.Terms }, other);
        }

        Assert.Equal((expected.BestEpoch, expected.StopReason), (found.BestEpoch, found.StopReason));
        Assert.Equal((expected.Train, expected.Validation), (found.Train, found.Validation));
        Assert.Equal((expected.PcaTrain, expected.PcaValidation), (found.PcaTrain, found.PcaValidation));
        Assert.Equal(expected.Warnings, found.Warnings);
        Assert.Equal(expected.Model, found.Model);
        Assert.Equal(expected.Training with { Checkpoints = null }, found.Training with { Checkpoints = null });
    }
}
