using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Optimizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Training.Pretraining;

public partial class PretrainerTests
{
    private static readonly Dataset Rows = SmallData.Smooth(400, 20);

    private static AutoencoderOptions Sigmoid => Presets.Create("deep", 3, [16, 8], Activation.Sigmoid);

    [Theory]
    [InlineData("stacked")]
    [InlineData("rbm")]
    public void Deep_sigmoid_layers_start_lower_and_get_further_than_from_random_weights(string kind)
    {
        TrainingOptions options = new() { Epochs = 10, BatchSize = 20 };
        using Autoencoder plain = Autoencoder.Create(Sigmoid, Rows.Schema, seed: 3),
            pretrained = Autoencoder.Create(Sigmoid, Rows.Schema, seed: 3);
        TrainingRecord without = Trainer.Fit(plain, Rows, options);
        TrainingRecord with = Trainer.Fit(
            pretrained,
            Rows,
            options with
            {
                Pretraining = PretrainingOptions.Create(kind) with { Epochs = 20 },
            }
        );

        Assert.Empty(without.Pretrained);
        Assert.Equal(["20 → 16", "16 → 8", "8 → 3"], with.Pretrained.Select(layer => layer.Name));
        Assert.All(with.Pretrained, layer => Assert.InRange(layer.Error, 0, 10));
        Assert.True(
            with.Epochs[0].Loss < without.Epochs[0].Loss,
            $"{with.Epochs[0].Loss}, without {without.Epochs[0].Loss}"
        );
        Assert.True(
            with.Validation!.Mse < without.Validation!.Mse,
            $"{with.Validation.Mse}, without {without.Validation.Mse}"
        );
    }

    [Fact]
    public void Machines_are_unrolled_into_a_decoder_that_mirrors_the_encoder()
    {
        using Autoencoder model = Autoencoder.Create(Sigmoid, Rows.Schema, seed: 3);
        List<PretrainedLayer> done = [];
        Assert.True(
            Pretrainer.Run(
                model,
                Rows,
                new TrainingOptions
                {
                    BatchSize = 128,
                    Pretraining = new RbmPretraining { Epochs = 3 },
                },
                done,
                () => { },
                null,
                default
            )
        );

        foreach (
            (string encoder, string decoder, int outputs, int inputs) in new[]
            {
                ("encoder.0", "decoder.2", 16, 20),
                ("encoder.1", "decoder.1", 8, 16),
                ("encoder.2", "decoder.0", 3, 8),
            }
        )
        {
            float[] weight = Weight(model, encoder),
                mirror = Weight(model, decoder);
            for (int i = 0; i < weight.Length; i++)
                Assert.Equal(weight[i], mirror[(i % inputs * outputs) + (i / inputs)]);
        }

        // What the model makes of a row is the mean field of the machines, up and down again.
        double[] values = [.. Rows.Row(0).ToArray().Select(value => (double)value)];
        foreach (
            (string name, bool linear) in new[]
            {
                ("encoder.0", false),
                ("encoder.1", false),
                ("encoder.2", true),
                ("decoder.0", false),
                ("decoder.1", false),
                ("decoder.2", false),
            }
        )
        {
            float[] weight = Weight(model, name),
                bias = Weight(model, name, "bias");
            values =
            [
                .. bias.Select(
                    (start, unit) =>
                    {
                        double input =
                            start + values.Select((value, i) => value * weight[(unit * values.Length) + i]).Sum();
                        return linear ? input : 1 / (1 + Math.Exp(-input));
                    }
                ),
            ];
        }

        float[] rebuilt = new float[20];
        model.Reconstruct(Rows.Row(0), rebuilt);
        Assert.All(rebuilt.Zip(values), pair => Assert.Equal(pair.Second, pair.First, 1e-5));
    }

    [Theory]
    [InlineData("stacked", "layer 1")]
    [InlineData("stacked", "layer 2")]
    [InlineData("rbm", "layer 3")]
    [InlineData("rbm", "fine-tuning")]
    public void A_stop_leaves_no_trace(string kind, string where) =>
        Resumption.AssertSameBits(
            Sigmoid with
            {
                Corruption = new MaskingCorruption(),
            },
            Rows.Take([.. Enumerable.Range(0, 60)]),
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 10,
                Seed = 5,
                Pretraining = PretrainingOptions.Create(kind) with { Epochs = 2 },
            },
            progress =>
                progress.Layer is string layer
                    ? !layer.StartsWith(where, StringComparison.Ordinal)
                    : where != "fine-tuning" || progress.Step < 8
        );

    [Fact]
    public void A_run_that_was_killed_after_its_last_layer_still_knows_how_good_the_layers_were()
    {
        // Steps so large that no epoch is better than what the layers alone came to.
        TrainingOptions options = new()
        {
            Epochs = 2,
            BatchSize = 20,
            Seed = 5,
            Optimizer = new AdamOptions { LearningRate = 1 },
            Pretraining = new RbmPretraining { Epochs = 3 },
        };
        using TestFolder folder = new();
        string path = folder.Path("checkpoint"),
            killed = folder.Path("killed");
        using Autoencoder whole = Autoencoder.Create(Sigmoid, Rows.Schema, seed: 3);
        TrainingRecord expected = Trainer.Fit(
            whole,
            Rows,
            options with
            {
                Checkpoints = Resumption.Every(null, path),
            },
            new Observer(progress =>
            {
                if (progress is { Layer: null, Step: 1 })
                    File.Copy(path, killed);
                return true;
            })
        );
        Assert.Equal(0, expected.BestEpoch);

        using TrainingCheckpoint checkpoint = TrainingCheckpoint.Read(killed, CpuKernels.Shared);
        Assert.Equal((3, 0L), (checkpoint.Pretrained.Count, checkpoint.Steps));
        TrainingRecord found = Trainer.Resume(checkpoint, Rows, null);
        Assert.Equal(0, found.BestEpoch);
        Assert.Equal(whole.Weights(), checkpoint.Model.Weights());
    }

    [Fact]
    public void A_stop_in_the_first_layer_leaves_the_weights_alone()
    {
        using Autoencoder model = Autoencoder.Create(Sigmoid, Rows.Schema, seed: 3);
        using Autoencoder same = Autoencoder.Create(Sigmoid, Rows.Schema, seed: 3);
        TrainingRecord record = Trainer.Fit(
            model,
            Rows,
            new TrainingOptions { Epochs = 2, Pretraining = new StackedPretraining() },
            new Observer(progress => progress.Step < 5)
        );

        Assert.Equal((StopReason.Interrupted, 0, 0), (record.StopReason, record.Pretrained.Count, record.Epochs.Count));
        float[] mean = Weight(model, "decoder.2", "bias");
        CpuKernels.Shared.Write(mean, same.Parameters.Find("decoder.2.bias").Value);
        Assert.Equal(same.Weights(), model.Weights());
    }

    [Theory]
    [InlineData("stacked")]
    [InlineData("rbm")]
    public void The_same_seed_gives_the_same_bits_on_any_number_of_threads(string kind)
    {
        float[] one = Train(1);
        Assert.Equal(one, Train(2));
        Assert.Equal(one, Train(3));

        float[] Train(int threads)
        {
            using Kernels kernels = CpuKernels.Create(threads, cores: threads);
            using Autoencoder model = Autoencoder.Create(
                Presets.Create("deep", 20, [200, 100], Activation.Sigmoid),
                Rows.Schema,
                seed: 7,
                kernels
            );
            Trainer.Fit(
                model,
                Rows,
                new TrainingOptions
                {
                    Epochs = 1,
                    Seed = 7,
                    Pretraining = PretrainingOptions.Create(kind) with { Epochs = 2 },
                }
            );
            return model.Weights();
        }
    }

    [Fact]
    public void Other_bottlenecks_losses_and_tied_weights_are_pretrained_too()
    {
        AutoencoderOptions deep = Presets.Create("deep", 3, [8], Activation.Sigmoid);
        foreach (string kind in PretrainingOptions.Names)
        {
            AutoencoderOptions[] all =
            [
                deep with
                {
                    Bottleneck = new GaussianBottleneck(),
                    Reconstruction = new BernoulliReconstruction(),
                },
                deep with
                {
                    Bottleneck = new SparseBottleneck(),
                },
                deep with
                {
                    Bottleneck = new TopKBottleneck(Units: 2),
                },
                deep with
                {
                    Bottleneck = new DeterministicBottleneck(Activation.Sigmoid),
                    Reconstruction = new GaussianReconstruction(),
                },
                deep with
                {
                    Network = new DenseNetwork([8], Activation.Sigmoid, Dropout: 0.1, TiedWeights: true),
                },
                deep with
                {
                    Preprocess = "standardize",
                },
                deep with
                {
                    Network = new DenseNetwork([], Activation.Sigmoid),
                },
            ];
            foreach (AutoencoderOptions options in all)
            {
                using Autoencoder model = Autoencoder.Create(options, Rows.Schema);
                TrainingRecord record = Trainer.Fit(
                    model,
                    Rows,
                    new TrainingOptions
                    {
                        Epochs = 1,
                        Pretraining = PretrainingOptions.Create(kind) with { Epochs = 1 },
                    }
                );
                Assert.Equal(StopReason.Finished, record.StopReason);
                Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
            }
        }
    }

    [Fact]
    public void Layers_may_have_a_corruption_that_fine_tuning_has_not()
    {
        float[] clean = Train(Sigmoid, null),
            noisy = Train(Sigmoid, new MaskingCorruption(0.4));
        Assert.NotEqual(clean, noisy);
        Assert.Equal(noisy, Train(Sigmoid with { Corruption = new MaskingCorruption(0.4) }, null));
        Assert.Equal(clean, Train(Sigmoid with { Corruption = new MaskingCorruption(0.4) }, new NoCorruption()));
        Refusal.Says(() => new StackedPretraining { Corruption = new MaskingCorruption(2) }.Validate(), "a share of 2");

        static float[] Train(AutoencoderOptions options, Corruption? corruption)
        {
            using Autoencoder model = Autoencoder.Create(options, Rows.Schema, seed: 3);
            TrainingOptions training = new()
            {
                BatchSize = 128,
                Pretraining = new StackedPretraining { Epochs = 1, Corruption = corruption },
            };
            Assert.True(Pretrainer.Run(model, Rows, training, [], () => { }, null, default));
            return model.Weights();
        }
    }

    [Fact]
    public void What_cannot_be_pretrained_is_said()
    {
        AutoencoderOptions deep = Presets.Create("deep", 3, [8], Activation.Sigmoid);
        Says(Presets.Convolutional(3), new StackedPretraining(), "a convolutional network has others");
        Says(
            deep with
            {
                Network = new DenseNetwork([8], Normalization: Normalization.Batch),
            },
            new StackedPretraining(),
            "`Normalization`"
        );
        Says(deep with { Condition = new Condition(Labels: true) }, new StackedPretraining(), "`Condition`");
        Says(Presets.Create("deep", 3, [8]), new RbmPretraining(), "`Activation` to sigmoid");
        Says(
            deep with
            {
                Bottleneck = new DeterministicBottleneck(Activation.Tanh),
            },
            new RbmPretraining(),
            "`LatentActivation`"
        );
        Says(deep with { OutputActivation = Activation.Tanh }, new RbmPretraining(), "`Preprocess` to minmax");

        static void Says(AutoencoderOptions options, PretrainingOptions pretraining, string part, Dataset? rows = null)
        {
            using Autoencoder model = Autoencoder.Create(options, (rows ?? Rows).Schema);
            Refusal.Says(
                () => Trainer.Fit(model, rows ?? Rows, new TrainingOptions { Pretraining = pretraining }),
                part
            );
        }
    }

    private static float[] Weight(Autoencoder model, string layer, string kind = "weight")
    {
        Engine.Autograd.Parameter parameter = model.Parameters.Find($"{layer}.{kind}");
        float[] values = new float[parameter.Shape.Length];
        model.Parameters.Kernels.Read(parameter.Value, values);
        return values;
    }
}
