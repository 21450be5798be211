using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles;

/// <content>Weights that fit no model of ours are refused, and the message says why.</content>
public sealed partial class ForeignWeightsTests
{
    [Fact]
    public void Convolutions_need_to_be_told_how_large_images_are()
    {
        ForeignWeights convolutional = ForeignWeights.Read(Golden("convolutional")),
            dense = ForeignWeights.Read(Golden("dense"));

        Assert.Equal(new ImageShape(2, 7, 6), convolutional.RowsOf(Activation.Identity, new ImageSize(6, 7)).Image);
        Assert.Equal(
            (12, new ImageShape(3, 2, 2)),
            (
                dense.RowsOf(Activation.Identity, new ImageSize(2, 2)).Columns,
                dense.RowsOf(Activation.Identity, new ImageSize(2, 2)).Image!.Value
            )
        );
        Refusal.Says(() => convolutional.RowsOf(Activation.Identity), "convolutional.safetensors", "`ImageSize` 28x28");
        Refusal.Says(() => convolutional.ToModel(Networks["convolutional"]), "`ImageSize` 28x28");
        Refusal.Says(
            () =>
                convolutional.ToModel(
                    Networks["convolutional"],
                    convolutional.RowsOf(Activation.Identity, new ImageSize(9, 7))
                ),
            "no layer fits encoder.2.weight [3, 30]"
        );
        Refusal.Says(
            () => convolutional.RowsOf(Activation.Identity, new ImageSize(int.MaxValue, int.MaxValue)),
            "another `ImageSize`"
        );
        Refusal.Says(() => dense.RowsOf(Activation.Identity, new ImageSize(5, 1)), "12 numbers", "5×1", "`ImageSize`");
    }

    [Fact]
    public void Convolutions_of_another_kind_are_refused()
    {
        ForeignWeights weights = ForeignWeights.Read(Golden("convolutional"));
        Schema rows = weights.RowsOf(Activation.Identity, new ImageSize(6, 7));
        ConvolutionalNetwork network = (ConvolutionalNetwork)Networks["convolutional"].Network;

        Refusal.Says(
            () => weights.ToModel(Presets.Create("deep", Latent, [8]), rows),
            "it has convolutions",
            "`Network` convolutional"
        );
        Refusal.Says(
            () => weights.ToModel(Networks["convolutional"] with { Network = network with { Kernel = 5 } }, rows),
            "no layer fits encoder.0.weight [4, 2, 5, 5]"
        );
        Refusal.Says(
            () =>
                weights.ToModel(
                    Networks["convolutional"] with
                    {
                        Network = network with { Upsampling = Upsampling.Nearest },
                    },
                    rows
                ),
            "decoder.5.weight [4, 2, 3, 3] of the file fits no layer"
        );
        Refusal.Says(
            () =>
                weights.ToModel(
                    Networks["convolutional"] with
                    {
                        Network = network with { Normalization = Normalization.Layer },
                    },
                    rows
                ),
            "`Normalization` batch"
        );
        Refusal.Says(
            () => weights.ToModel(Networks["convolutional"] with { Network = network with { Channels = [] } }, rows),
            "it has convolutions"
        );

        // With as many channels before as behind it nothing but its bias tells a transposed convolution from another.
        byte[] square = Weights(
            ("encoder.0.weight", [3, 3, 3, 3]),
            ("encoder.1.weight", [2, 3]),
            ("decoder.0.weight", [3, 2]),
            ("decoder.1.weight", [3, 3, 3, 3]),
            ("decoder.1.bias", [3])
        );
        Read(square)
            .ToModel(
                Presets.Create("convolutional", 2, [3]),
                new Schema { Columns = 12, Image = new ImageShape(3, 2, 2) }
            )
            .Model.Dispose();
        byte[] other = Weights(
            ("encoder.0.weight", [3, 1, 3, 3]),
            ("encoder.1.weight", [2, 3]),
            ("decoder.0.weight", [3, 2]),
            ("decoder.1.weight", [3, 1, 3, 3]),
            ("decoder.1.bias", [3])
        );
        Refusal.Says(
            () =>
                Read(other)
                    .ToModel(
                        Presets.Create("convolutional", 2, [3]),
                        new Schema { Columns = 4, Image = new ImageShape(1, 2, 2) }
                    ),
            "bias of 3 numbers, and 1 are needed"
        );
    }

    [Fact]
    public void Pieces_that_weights_cannot_fill_are_refused()
    {
        ForeignWeights weights = Read(Weights(("encoder.weight", [2, 5]), ("decoder.weight", [5, 2])));
        AutoencoderOptions options = Presets.Create("deep", 2, []);

        Refusal.Says(() => weights.ToModel(Presets.Convolutional(2)), "no convolutions", "`Network` dense");
        Refusal.Says(
            () => weights.ToModel(options with { Network = new DenseNetwork([], TiedWeights: true) }),
            "weights.safetensors",
            "decoder.0.weight",
            "`TiedWeights`"
        );
        Refusal.Says(
            () => weights.ToModel(options with { Reconstruction = new GaussianReconstruction() }),
            "weights.safetensors",
            "reconstruction.logVariance"
        );
        Refusal.Says(
            () =>
                weights.ToModel(
                    options with
                    {
                        Reconstruction = new BernoulliReconstruction(),
                        OutputActivation = Activation.Tanh,
                    }
                ),
            "`OutputActivation`"
        );
        Refusal.Says(
            () =>
                weights.ToModel(
                    options with
                    {
                        Reconstruction = new CategoricalReconstruction(),
                        OutputActivation = Activation.Sigmoid,
                    }
                ),
            "`OutputActivation`"
        );
    }

    [Fact]
    public void Numbers_that_no_training_gives_are_refused()
    {
        SafetensorsFile file = SafetensorsFile.Read(Golden("normalized"));
        foreach (
            (string name, double bad, string fault) in new[]
            {
                ("encoder.3.bias", double.NaN, "NaN"),
                ("decoder.1.running_var", -1, "below 0"),
            }
        )
        {
            byte[] bytes = SafetensorsFileTests.Write(
                [],
                file.Tensors.Values.Select(tensor =>
                    tensor.Name == name
                        ? StoredTensor.FromDoubles(
                            name,
                            [.. tensor.Shape],
                            [.. Enumerable.Repeat(bad, (int)tensor.Count)]
                        )
                        : tensor
                )
            );
            Refusal.Says(() => Read(bytes).ToModel(Networks["normalized"]), "weights.safetensors", fault);
        }
    }

    [Fact]
    public void Linear_paths_beside_other_layers_are_refused() =>
        Refusal.Says(
            () => ForeignWeights.Read(Golden("dense")).ToModel(Presets.Create("residual", Latent, [8])),
            "linear paths",
            "`Network` dense"
        );

    [Fact]
    public void The_statistics_of_a_batch_are_refused_where_the_model_has_none() =>
        Refusal.Says(
            () =>
                ForeignWeights
                    .Read(Golden("normalized"))
                    .ToModel(
                        Presets.Deep(Latent) with
                        {
                            Network = new DenseNetwork([8], Normalization: Normalization.Layer),
                        }
                    ),
            "'encoder.1'",
            "running_",
            "`Normalization` batch"
        );

    [Fact]
    public void A_file_that_is_no_weights_is_refused()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2), SmallData.Smooth(4, 6).Schema);
        ModelFile.Write(model, _folder.Path("model.safetensors"));

        Refusal.Says(() => ForeignWeights.Read(_folder.Path("model.safetensors")), "already a model of Pinhole");
        Refusal.Says(() => ForeignWeights.Read(Golden("outputs")), "outputs.safetensors", "'rows'");
        Refusal.Says(() => Read(Weights(("norm.weight", [4]))), "no linear layer");
        Refusal.Says(() => Read(Weights()), "no linear layer");
    }
}
