using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>Every preset, trained through the trainer, leaves the garbage collector nothing to do.</summary>
[Collection(nameof(Alone))]
public class ModelContractAllocationTests
{
    public static TheoryData<string, double> NamesAndClips { get; } = MakeNamesAndClips();

    [Theory]
    [MemberData(nameof(NamesAndClips))]
    public void A_step_of_the_trainer_allocates_nothing_once_warm(string preset, double clipNorm)
    {
        // The last batch of an epoch has 19 rows.
        const int Steps = 64;
        Dataset rows = SmallData.Smooth((Steps * 20) - 1, 40, scale: 3);
        AutoencoderOptions options = Presets.Create(preset, latent: 4, [30, 20]) with { Preprocess = "minmax" };
        using Kernels kernels = CpuKernels.Create(2, cores: 2);
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 1, kernels);
        long[] own = new long[10],
            all = new long[10];
        bool Watch(TrainingProgress progress)
        {
            // What an epoch ends with, its record, is not a step's; an epoch's first step counts as its beginning.
            long step = progress.EpochEnded ? 0 : ((progress.Step - 1) % Steps) + 1;
            if (step == 1)
                (own[progress.Epoch - 1], all[progress.Epoch - 1]) = (
                    -GC.GetAllocatedBytesForCurrentThread(),
                    -GC.GetTotalAllocatedBytes(precise: true)
                );
            if (step == Steps)
            {
                own[progress.Epoch - 1] += GC.GetAllocatedBytesForCurrentThread();
                all[progress.Epoch - 1] += GC.GetTotalAllocatedBytes(precise: true);
            }

            return true;
        }

        // A checkpoint that is due later costs the steps before it nothing.
        using TestFolder folder = new();
        CheckpointOptions checkpoints = new() { Path = folder.Path("checkpoint.safetensors"), EverySteps = Steps * 10 };
        TrainingOptions training = new()
        {
            Epochs = 10,
            BatchSize = 20,
            ValidationShare = 0,
            ClipNorm = clipNorm,
            Checkpoints = checkpoints,
        };
        Trainer.Fit(model, rows, training, new Unrecorded(Watch));

        // What a step allocates it allocates in every epoch; the runtime itself does now and then, on any thread.
        Assert.Equal(0, own[2..].Min());
        // The workers as well. The test runner allocates a little beside us, but the smallest object has 24 bytes.
        Assert.InRange(all[2..].Min(), 0, ((Steps - 1) * 24) - 1);
    }

    private static TheoryData<string, double> MakeNamesAndClips()
    {
        TheoryData<string, double> cases = [];
        foreach (string name in Presets.Names)
        {
            cases.Add(name, 0);
            cases.Add(name, 1);
        }

        return cases;
    }

    /// <summary>An observer that allocates nothing itself.</summary>
    private sealed class Unrecorded(Func<TrainingProgress, bool> watch) : ITrainingObserver
    {
        public bool Observe(in TrainingProgress progress) => watch(progress);
    }
}
