using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

/// <summary>Training on sparse rows comes to what the same rows written out come to.</summary>
public sealed class SparseTrainingTests
{
    private static readonly (Dataset Sparse, Dataset Whole) Twins = SparseTwins.Make(120, 50);

    public static TheoryData<string, string> Cases =>
        new()
        {
            { "deep", "mse" },
            { "sparse", "mae" },
            { "vae", "bce" },
            { "denoising", "huber" },
            { "conditional", "mse" },
            { "conditional-vae", "gaussian" },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_kind_of_model_has_the_losses_and_figures_of_whole_rows(string preset, string loss)
    {
        AutoencoderOptions options = Presets.Create(preset, 4, [20]) with
        {
            Reconstruction = Reconstruction.Create(loss),
            Preprocess = "log1p,minmax",
        };
        (TrainingRecord ours, ReconstructionMetrics figures) = Train(options, Twins.Sparse);
        (TrainingRecord theirs, ReconstructionMetrics expected) = Train(options, Twins.Whole);
        for (int epoch = 0; epoch < ours.Epochs.Count; epoch++)
        {
            Near(theirs.Epochs[epoch].Loss, ours.Epochs[epoch].Loss);
            Near(theirs.Epochs[epoch].ValidationLoss!.Value, ours.Epochs[epoch].ValidationLoss!.Value);
        }

        Near(expected.SquaredErrorPerSample, figures.SquaredErrorPerSample);
        Near(theirs.PcaValidation!.SquaredErrorPerSample, ours.PcaValidation!.SquaredErrorPerSample);
    }

    [Fact]
    public void Preprocessing_that_moves_zeros_works_too()
    {
        AutoencoderOptions options = Presets.Create("deep", 4, [20]) with { Preprocess = "standardize" };
        Near(
            Train(options, Twins.Whole).Figures.SquaredErrorPerSample,
            Train(options, Twins.Sparse).Figures.SquaredErrorPerSample
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads_and_the_file_knows_that_rows_were_sparse()
    {
        byte[] one = Bits(1),
            two = Bits(2);
        Assert.Equal(one, two);
        using TestFolder folder = new();
        using Autoencoder model = ModelFile.Read(folder.Bytes("model.safetensors", one));
        Assert.True(model.Schema.IsSparse);
        Near(Metrics.Reconstruction(model, Twins.Whole).Mse, Metrics.Reconstruction(model, Twins.Sparse).Mse);
    }

    private static byte[] Bits(int threads)
    {
        using TestFolder folder = new();
        using Kernels kernels = CpuKernels.Create(threads, cores: 2);
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vae", 4, [20]) with
            {
                Preprocess = "log1p,minmax",
            },
            Twins.Sparse.Schema,
            seed: 1,
            kernels
        );
        Trainer.Fit(model, Twins.Sparse, new TrainingOptions { Epochs = 3, BatchSize = 32 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        return File.ReadAllBytes(folder.Path("model.safetensors"));
    }

    private static (TrainingRecord Record, ReconstructionMetrics Figures) Train(
        AutoencoderOptions options,
        Dataset data
    )
    {
        using Autoencoder model = Autoencoder.Create(options, data.Schema, seed: 1);
        TrainingRecord record = Trainer.Fit(
            model,
            data,
            new TrainingOptions
            {
                Epochs = 5,
                BatchSize = 32,
                ValidationShare = 0.2,
            }
        );
        return (record, Metrics.Reconstruction(model, data));
    }

    private static void Near(double expected, double actual) =>
        Assert.Equal(expected, actual, 2e-3 * Math.Abs(expected));
}
