using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class TrainingWarningsTests
{
    [Theory]
    [InlineData(11, 0)]
    [InlineData(12, 1)]
    [InlineData(20, 1)]
    public void A_latent_that_cannot_compress_is_told(int latent, int warnings)
    {
        IReadOnlyList<string> found = Find(latent, [], StopReason.Finished);

        Assert.Equal(warnings, found.Count);
        Assert.All(found, warning => Assert.Contains("--latent", warning, StringComparison.Ordinal));
    }

    [Fact]
    public void Divergence_is_told_with_what_to_try()
    {
        string warning = Assert.Single(Find(3, [Epoch(1, 2)], StopReason.Diverged));

        Assert.Contains("after epoch 1", warning, StringComparison.Ordinal);
        Assert.Contains("--learning-rate", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1.9, 0)]
    [InlineData(1, 2.1, 1)]
    public void A_validation_loss_far_above_the_training_loss_is_told(double loss, double validation, int warnings) =>
        Assert.Equal(warnings, Find(3, [Epoch(loss, validation)], StopReason.Finished).Count);

    private static EpochRecord Epoch(double loss, double validation) => new(1, loss, new Dictionary<string, double>(), validation, 1e-3);

    private static IReadOnlyList<string> Find(int latent, EpochRecord[] epochs, StopReason reason)
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(latent), new Schema { Columns = 12 });
        return TrainingWarnings.Find(model, epochs, epochs.Length, reason);
    }
}
