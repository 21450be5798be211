using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models;

public class PresetsTests
{
    [Fact]
    public void Every_name_gives_its_preset()
    {
        foreach (string name in Presets.Names)
            Assert.Equal(name, Presets.Create(name, latent: 16).Preset);
    }

    [Theory]
    [InlineData(784, 16, 112)]
    [InlineData(12, 3, 64)]
    [InlineData(1, 1, 64)]
    public void Vanilla_has_one_hidden_layer_of_the_geometric_mean_or_64(int columns, int latent, int hidden)
    {
        AutoencoderOptions options = Presets.Vanilla(latent);

        Assert.Equal(latent, options.Latent);
        Assert.Equal(new DenseNetwork([hidden]), options.Network.Resolve(columns, latent));
    }

    [Fact]
    public void Deep_halves_down_to_the_latent() =>
        Assert.Equal(new DenseNetwork([392, 196, 98]), Presets.Deep(32).Network.Resolve(784, 32));

    [Fact]
    public void Vae_is_deep_with_a_Gaussian_bottleneck_and_the_loss_of_a_likelihood()
    {
        AutoencoderOptions options = Presets.Vae(32);

        Assert.Equal(Presets.Deep(32).Network, options.Network);
        Assert.Equal(new GaussianBottleneck(1), options.Bottleneck);
        Assert.Null(options.Reconstruction);
    }

    [Fact]
    public void The_others_change_one_piece_of_deep_or_vae()
    {
        Assert.Equal(
            Presets.Deep(32) with
            {
                Preset = "sparse",
                Bottleneck = new SparseBottleneck(0.05, 1),
            },
            Presets.Sparse(32)
        );
        Assert.Equal(
            Presets.Deep(32) with
            {
                Preset = "denoising",
                Corruption = new MaskingCorruption(0.3),
            },
            Presets.Denoising(32)
        );
        Assert.Equal(
            Presets.Vae(32) with
            {
                Preset = "beta-vae",
                Bottleneck = new GaussianBottleneck(4),
            },
            Presets.BetaVae(32)
        );
    }

    [Fact]
    public void Convolutional_doubles_its_channels() =>
        Assert.Equal(new ConvolutionalNetwork([16, 32]), Presets.Convolutional(32).Network.Resolve(784, 32));

    [Fact]
    public void Sizes_and_activation_can_be_chosen() =>
        Assert.Equal(
            new AutomaticNetwork([1000, 500, 250], Activation.Sigmoid),
            Presets.Create("deep", 30, [1000, 500, 250], Activation.Sigmoid).Network
        );

    [Fact]
    public void An_unknown_preset_is_refused_with_the_nearest()
    {
        Refusal.Says(
            () => Presets.Create("vanila", 16),
            "unknown model 'vanila'",
            "did you mean 'vanilla'?",
            "vanilla, deep, residual"
        );
        Refusal.Says(() => Presets.Create("", 16), "unknown model ''", "vanilla, deep, residual");
    }
}
