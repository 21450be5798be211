using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models;

public class AutoencoderOptionsTests
{
    private static readonly AutoencoderOptions Sound = new() { Latent = 3, Network = new DenseNetwork([5]) };

    [Fact]
    public void Sound_options_pass() => Sound.Validate();

    [Fact]
    public void What_cannot_work_is_refused_with_a_reason()
    {
        Refusal.Says(() => (Sound with { Latent = 0 }).Validate(), "a latent of 0", "at least 1");
        Refusal.Says(() => (Sound with { Latent = -1 }).Validate(), "a latent of -1");
        Refusal.Says(() => (Sound with { Network = new DenseNetwork([0]) }).Validate(), "0 units");
        Refusal.Says(() => (Sound with { Reconstruction = new HuberReconstruction(0) }).Validate(), "Huber δ of 0");
        Refusal.Says(
            () => (Sound with { Reconstruction = new HuberReconstruction(double.NaN) }).Validate(),
            "Huber δ of NaN"
        );
        Refusal.Says(
            () => (Sound with { Preprocess = "minmaks" }).Validate(),
            "'minmaks'",
            "did you mean 'minmax'?",
            "standardize"
        );
        Refusal.Says(() => (Sound with { OutputActivation = (Activation)(-1) }).Validate(), "no activation -1");
    }

    [Fact]
    public void Options_with_equal_penalties_are_equal()
    {
        AutoencoderOptions one = Sound with { Regularizers = [new L1Regularizer(0.1), new ContractiveRegularizer(1)] };
        AutoencoderOptions other = Sound with
        {
            Regularizers = [new L1Regularizer(0.1), new ContractiveRegularizer(1)],
        };

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.NotEqual(one, Sound);
        Assert.NotEqual(one, Sound with { Regularizers = [new L1Regularizer(0.2), new ContractiveRegularizer(1)] });
        Assert.Equal(Sound, one with { Regularizers = [] });
    }

    [Fact]
    public void A_penalty_is_given_once()
    {
        Refusal.Says(
            () => (Sound with { Regularizers = [new L2Regularizer(1), new L2Regularizer(2)] }).Validate(),
            "the penalty l2 is given twice"
        );
        Refusal.Says(() => (Sound with { Regularizers = [null!] }).Validate(), "is null");
        Refusal.Says(() => (Sound with { Regularizers = [new L1Regularizer(-1)] }).Validate(), "the weight -1");
    }

    [Fact]
    public void Creating_a_model_checks_its_options()
    {
        Schema schema = new() { Columns = 12 };
        Refusal.Says(() => Autoencoder.Create(Sound with { Latent = 0 }, schema), "a latent of 0");
        Refusal.Says(() => Autoencoder.Create(Sound with { Preprocess = "nome" }, schema), "did you mean 'none'?");
    }

    [Fact]
    public void Layers_too_large_for_memory_are_refused_before_any_is_made()
    {
        Schema schema = new() { Columns = 784 };
        AutoencoderOptions options = Sound with { Network = new DenseNetwork([2_000_000_000]) };

        Refusal.Says(() => Autoencoder.Create(options, schema), "encoder.0.weight", "2000000000");
    }
}
