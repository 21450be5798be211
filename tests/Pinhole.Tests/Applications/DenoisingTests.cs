using Pinhole.Applications;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Tests.Contract;
using Pinhole.Training;

namespace Pinhole.Tests.Applications;

public class DenoisingTests
{
    [Fact]
    public void A_model_that_has_seen_noise_brings_rows_nearer_to_the_clean_ones()
    {
        Dataset rows = SmallData.Smooth(600, 24),
            unseen = SmallData.Smooth(200, 24, seed: 2);
        Corruption noise = new GaussianCorruption(0.3);
        using Autoencoder model = Autoencoder.Create(
            Presets.Denoising(6) with
            {
                Network = new DenseNetwork([64, 32]),
                Corruption = noise,
            },
            rows.Schema
        );
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 150, BatchSize = 32 });

        DenoisingTrial trial = DenoisingTrial.Make(model, record.Baseline, unseen, noise, seed: 5);

        Assert.True(Denoising.IsTrainedFor(model));
        Assert.Equal(0.09, trial.Scores.Noisy.Errors.Mse, 0.01);
        Assert.True(
            trial.Scores.Cleaned.Errors.Mse < 0.5 * trial.Scores.Noisy.Errors.Mse,
            $"{trial.Scores.Cleaned.Errors.Mse}"
        );
        Assert.Equal(trial.Cleaned.Values(), Denoising.Clean(model, trial.Noisy).Values());
        Assert.Equal(trial.Noisy.Values(), NoisyRows.Make(model, unseen, noise, seed: 5).Values());
        Assert.Equal(
            RowComparison.Between(unseen, RebuiltRows.Make(record.Baseline!, model, trial.Noisy), model.Preprocessor),
            trial.Scores.Pca
        );
    }

    [Fact]
    public void Without_noise_and_baseline_there_are_the_usual_figures_alone()
    {
        Dataset rows = SmallData.Smooth(30, 24);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(4) with
            {
                Network = new DenseNetwork([8]),
            },
            rows.Schema
        );

        DenoisingTrial trial = DenoisingTrial.Make(model, null, rows, new NoCorruption(), seed: 1);

        Assert.False(Denoising.IsTrainedFor(model));
        Assert.Equal((0.0, null), (trial.Scores.Noisy.Errors.Mse, trial.Scores.Pca));
        Assert.Equal(Metrics.Reconstruction(model, rows).Mse, trial.Scores.Cleaned.Errors.Mse, 1e-9);
    }
}
