using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>
/// Every preset, trained through the trainer with its shuffling loader, takes the same steps on any number of threads.
/// </summary>
public class ModelContractStepsTests
{
    public static TheoryData<string> Names => [.. Presets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Two_hundred_steps_end_in_the_same_bits_on_any_number_of_threads(string preset) =>
        AssertSameBits(
            Presets.Create(preset, latent: 7, [61, 35]),
            SmallData.Smooth(333, 131),
            batchSize: 37,
            steps: 200
        );

    // Large enough that every product is shared out among threads.
    [Theory]
    [MemberData(nameof(Names))]
    public void Sixty_steps_of_a_wide_model_end_in_the_same_bits_on_any_number_of_threads(string preset) =>
        AssertSameBits(
            Presets.Create(preset, latent: 32, preset == "convolutional" ? [16, 32] : [256, 128]),
            SmallData.Smooth(160, 784),
            batchSize: 128,
            steps: 60
        );

    private static void AssertSameBits(AutoencoderOptions options, Dataset rows, int batchSize, int steps)
    {
        float[] one = Train(threads: 1);
        Assert.Equal(one, Train(threads: 2));
        Assert.Equal(one, Train(threads: 3));

        float[] Train(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads, cores: threads);
            using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 7, kernels);
            float[]? weights = null;
            Observer observer = new(progress =>
            {
                if (progress.Step == steps)
                    weights = model.Weights();
                return weights is null;
            });
            Trainer.Fit(
                model,
                rows,
                new TrainingOptions
                {
                    Epochs = 1000,
                    BatchSize = batchSize,
                    Patience = 0,
                    Seed = 7,
                },
                observer
            );
            Assert.NotNull(weights);
            Assert.All(weights, weight => Assert.True(float.IsFinite(weight)));
            return weights;
        }
    }
}
