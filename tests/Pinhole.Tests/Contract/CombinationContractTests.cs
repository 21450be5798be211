using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Regularizers;
using Pinhole.Optimizers;
using Pinhole.Reports;
using Pinhole.Tests.Data;
using Pinhole.Tests.Training;
using Pinhole.Training;

namespace Pinhole.Tests.Contract;

/// <summary>
/// What the contract asks, of a model with many pieces at once: a conditional denoising β-VAE of images, with
/// convolutions.
/// </summary>
public class CombinationContractTests
{
    private static readonly AutoencoderOptions Options = Presets.ConditionalVae(4) with
    {
        Network = new ConvolutionalNetwork(
            [5, 7],
            Activation.Tanh,
            Upsampling: Upsampling.Nearest,
            Normalization: Normalization.Batch
        ),
        Bottleneck = new GaussianBottleneck(Beta: 4, Schedule: BetaSchedule.Linear, ScheduleSteps: 6, FreeBits: 0.1),
        Corruption = new MaskingCorruption(0.3, new Emphasis(1, 0.5)),
        Condition = new Condition(Labels: true, Context: true),
        Regularizers = [new L2Regularizer(1e-4), new ContractiveRegularizer(0.01)],
    };

    [Fact]
    public void A_stop_leaves_no_trace() =>
        Resumption.AssertSameBits(
            Options,
            Images(50),
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 10,
                Seed = 5,
            },
            progress => progress.Step < 7
        );

    [Fact]
    public void It_comes_back_from_a_file_is_measured_and_has_a_report()
    {
        using TestFolder folder = new();
        Dataset rows = Images(60);
        using Autoencoder model = Autoencoder.Create(Options, rows.Schema);
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 2, BatchSize = 16 });
        ModelFile.Write(model, folder.Path("model.safetensors"));
        using Autoencoder loaded = ModelFile.Read(folder.Path("model.safetensors"));

        Assert.Equal(model.Options, loaded.Options);
        Assert.Equal(Metrics.Reconstruction(model, rows), Metrics.Reconstruction(loaded, rows));
        Assert.True(double.IsFinite(Variational.Measure(loaded, rows, 3, seed: 1)!.Elbo!.Value));
        Assert.Contains("with noise", Report.Render(loaded, record, rows, "pinhole train"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_allocates_nothing_once_warm()
    {
        Dataset rows = Images(41);
        using Autoencoder model = Autoencoder.Create(Options, rows.Schema);
        using Optimizer optimizer = new AdamOptions().Create(model.Parameters);
        using TrainingStep step = new(model, optimizer, clipNorm: 0, seed: 1);
        ModelBatches loader = new(model, rows, 20, new Engine.Random.Rng(1));

        Assert.Equal(
            0,
            Allocation.AfterWarmUp(() =>
            {
                loader.StartEpoch();
                while (step.Load(loader, out _))
                    step.Run(1e-3);
            })
        );
    }

    private static Dataset Images(int rows)
    {
        float[] values =
        [
            .. Enumerable
                .Range(0, rows * 36)
                .Select(i => (float)(0.5 + (0.5 * Math.Sin((0.7 * (i / 36)) + (0.3 * (i % 36)))))),
        ];
        Dataset context = Dataset.FromRows([.. Enumerable.Range(0, rows).Select(row => (float)(row % 5))], 1);
        return Dataset
            .FromRows(
                values,
                36,
                "squares",
                [.. Enumerable.Range(0, rows).Select(row => row % 2)],
                ["low", "high"],
                new ImageShape(1, 6, 6)
            )
            .WithContext(context);
    }
}
