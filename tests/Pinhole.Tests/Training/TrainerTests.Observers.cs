using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Tests.Contract;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

/// <content>What an observer of a training is told, and how it stops one.</content>
public partial class TrainerTests
{
    [Fact]
    public void Cancelling_within_an_epoch_leaves_a_usable_model()
    {
        Dataset rows = SmallData.Smooth(100, 12);
        using CancellationTokenSource source = new();
        Observer observer = new(progress =>
        {
            if (progress.Step == 17)
                source.Cancel();
            return true;
        });
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        double before = Metrics.Reconstruction(model, rows).Mse;

        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions { Epochs = 50, BatchSize = 10 },
            observer,
            source.Token
        );

        Assert.Equal(StopReason.Interrupted, record.StopReason);
        Assert.Equal(17, observer.Seen[^1].Step);
        Assert.Equal(2, record.Epochs.Count);
        Assert.True(Metrics.Reconstruction(model, rows).Mse < before);
        Assert.All(model.Weights(), weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void A_run_cancelled_before_it_begins_takes_one_step()
    {
        Dataset rows = SmallData.Smooth(100, 12);
        Observer observer = new();
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);

        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions { BatchSize = 10 },
            observer,
            new CancellationToken(canceled: true)
        );

        Assert.Equal((StopReason.Interrupted, 1), (record.StopReason, record.Epochs.Count));
        Assert.Equal(1, observer.Seen[^1].Step);
    }

    [Fact]
    public void The_observer_sees_every_step_in_order_and_each_epoch_end_with_its_validation_loss()
    {
        Dataset rows = SmallData.Smooth(100, 12);
        Observer observer = new();
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);

        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 20 }, observer);

        // 90 training rows are 5 batches; each epoch is told once more when its validation loss is known.
        Assert.Equal(
            [1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10, 10, 11, 12, 13, 14, 15, 15],
            observer.Seen.Select(progress => progress.Step)
        );
        Assert.All(observer.Seen, progress =>
        {
            Assert.Equal((3, 15L), (progress.Epochs, progress.Steps));
            Assert.Equal((progress.Step - 1) / 5 + 1, progress.Epoch);
            Assert.Equal(progress.ValidationLoss is not null, progress.EpochEnded);
            Assert.True(double.IsFinite(progress.Loss) && progress.SamplesPerSecond > 0);
            Assert.True(progress.Remaining >= TimeSpan.Zero);
        });
        Assert.Equal(TimeSpan.Zero, observer.Seen[^1].Remaining);
        Assert.Equal(
            record.Epochs.Select(epoch => epoch.ValidationLoss),
            observer
                .Seen.Where(progress => progress.ValidationLoss is not null)
                .Select(progress => progress.ValidationLoss)
        );
        Assert.Equal(
            record.Epochs.Select(epoch => epoch.Loss),
            observer.Seen.Where(progress => progress.ValidationLoss is not null).Select(progress => progress.Loss)
        );
        Assert.Equal(
            observer.Seen.Select(progress => progress.Elapsed).Order(),
            observer.Seen.Select(progress => progress.Elapsed)
        );
    }

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(5, 5, true)]
    public void The_observer_can_stop_training(long atStep, long lastStep, bool onlyAtEpochEnd)
    {
        Dataset rows = SmallData.Smooth(100, 12);
        Observer observer = new(progress =>
            progress.Step < atStep || (onlyAtEpochEnd && progress.ValidationLoss is null)
        );
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);

        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 3, BatchSize = 20 }, observer);

        Assert.Equal((StopReason.Interrupted, 1), (record.StopReason, record.Epochs.Count));
        Assert.Equal(lastStep, observer.Seen[^1].Step);
    }
}
