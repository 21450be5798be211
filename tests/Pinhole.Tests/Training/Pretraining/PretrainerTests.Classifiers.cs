using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Training.Pretraining;

/// <content>Classifiers have their encoders pretrained.</content>
public partial class PretrainerTests
{
    [Theory]
    [InlineData("stacked")]
    [InlineData("rbm")]
    public void A_classifier_has_its_encoder_pretrained_and_a_decoder_that_starts_as_it_is(string kind)
    {
        Dataset rows = Rows.WithLabelTargets();
        foreach (int[]? decoder in new int[]?[] { [], [5], null })
        {
            AutoencoderOptions options = Sigmoid with
            {
                Network = new DenseNetwork([16, 8], Activation.Sigmoid, DecoderHidden: decoder),
                Reconstruction = new CategoricalReconstruction(),
            };
            using Autoencoder before = Autoencoder.Create(options, rows.Schema, seed: 3),
                after = Autoencoder.Create(options, rows.Schema, seed: 3);
            List<PretrainedLayer> done = [];
            Assert.True(
                Pretrainer.Run(
                    after,
                    rows,
                    new TrainingOptions
                    {
                        BatchSize = 128,
                        Pretraining = PretrainingOptions.Create(kind) with { Epochs = 3 },
                    },
                    done,
                    () => { },
                    null,
                    default
                )
            );

            Assert.Equal(["20 → 16", "16 → 8", "8 → 3"], done.Select(layer => layer.Name));
            Assert.All(["encoder.0", "encoder.1", "encoder.2"], layer =>
                Assert.NotEqual(Weight(before, layer), Weight(after, layer))
            );
            int own = decoder?.Length ?? 2;
            for (int layer = 0; layer <= own; layer++)
            {
                // A mirror of hidden layers is trained with them; what gives the classes never is.
                bool trained = decoder is null && layer < own;
                Assert.Equal(
                    !trained,
                    Weight(before, $"decoder.{layer}").SequenceEqual(Weight(after, $"decoder.{layer}"))
                );
                Assert.Equal(
                    !trained,
                    Weight(before, $"decoder.{layer}", "bias").SequenceEqual(Weight(after, $"decoder.{layer}", "bias"))
                );
            }
        }
    }

    [Fact]
    public void Layers_of_a_classifier_rebuild_rows_as_well_as_those_of_an_autoencoder()
    {
        StackedPretraining pretraining = new() { Epochs = 30 };
        AutoencoderOptions rebuilding = Sigmoid with { Reconstruction = new BernoulliReconstruction() };
        double expected = First(rebuilding, Rows),
            found = First(
                rebuilding with
                {
                    Reconstruction = new CategoricalReconstruction(),
                },
                Rows.WithLabelTargets()
            );
        Assert.Equal(expected, found, 0.2 * expected);

        double First(AutoencoderOptions options, Dataset rows)
        {
            using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);
            return Trainer
                .Fit(
                    model,
                    rows,
                    new TrainingOptions
                    {
                        Epochs = 1,
                        BatchSize = 20,
                        Pretraining = pretraining,
                    }
                )
                .Pretrained[0]
                .Error;
        }
    }

    [Fact]
    public void A_stop_in_the_pretraining_of_a_classifier_leaves_no_trace() =>
        Resumption.AssertSameBits(
            Sigmoid with
            {
                Network = new DenseNetwork([16, 8], Activation.Sigmoid, DecoderHidden: []),
                Reconstruction = new CategoricalReconstruction(),
            },
            Rows.Take([.. Enumerable.Range(0, 60)]).WithLabelTargets(),
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 10,
                Seed = 5,
                Pretraining = new StackedPretraining { Epochs = 2, Corruption = new MaskingCorruption(0.2) },
            },
            progress => progress.Layer is string layer && !layer.StartsWith("layer 2", StringComparison.Ordinal)
        );
}
