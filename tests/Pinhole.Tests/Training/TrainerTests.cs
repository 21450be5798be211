using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public partial class TrainerTests
{
    [Fact]
    public void Stops_early_and_restores_the_best_weights()
    {
        // Coin tosses cannot be learned: a wide model fits the training rows and the validation loss turns up.
        Dataset rows = SmallData.Binary(60, 20);
        TrainingOptions options = new()
        {
            Epochs = 500,
            BatchSize = 8,
            ValidationShare = 0.3,
            Patience = 4,
            Optimizer = new AdamOptions { LearningRate = 1e-2 },
            Seed = 5,
        };
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 12, [60]), rows.Schema);

        TrainingRecord record = Trainer.Fit(model, rows, options);

        EpochRecord best = record.Epochs.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.Equal(StopReason.EarlyStopped, record.StopReason);
        Assert.Equal(best.Epoch, record.BestEpoch);
        Assert.Equal(record.BestEpoch + 4, record.Epochs.Count);
        Assert.True(record.Epochs[^1].ValidationLoss > best.ValidationLoss);

        (_, Dataset validation) = rows.Split(0.7, seed: 5);
        Assert.Equal(1, model.Loss(validation.Values()) / best.ValidationLoss!.Value, 1e-6);
        Assert.Equal(1, record.Validation!.SquaredErrorPerSample / best.ValidationLoss!.Value, 1e-6);
    }

    [Fact]
    public void A_patience_of_zero_never_stops_but_restores_the_best_weights_too()
    {
        Dataset rows = SmallData.Binary(60, 20);
        TrainingOptions options = new()
        {
            Epochs = 60,
            BatchSize = 8,
            ValidationShare = 0.3,
            Patience = 0,
            Optimizer = new AdamOptions { LearningRate = 1e-2 },
        };
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 12, [60]), rows.Schema);

        TrainingRecord record = Trainer.Fit(model, rows, options);

        Assert.Equal(StopReason.Finished, record.StopReason);
        Assert.Equal(60, record.Epochs.Count);
        Assert.InRange(record.BestEpoch, 1, 55);
        Assert.Equal(
            1,
            record.Validation!.SquaredErrorPerSample / record.Epochs[record.BestEpoch - 1].ValidationLoss!.Value,
            1e-6
        );
    }

    [Fact]
    public void Without_validation_all_rows_are_trained_on_and_nothing_stops_early()
    {
        Dataset rows = SmallData.Smooth(50, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);

        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 30,
                ValidationShare = 0,
                Patience = 1,
                BatchSize = 16,
            }
        );

        Assert.Equal((50, 0), (record.TrainingRows, record.ValidationRows));
        Assert.Equal(50, record.Train.Rows);
        Assert.Null(record.Validation);
        Assert.Null(record.PcaValidation);
        Assert.All(record.Epochs, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.Equal((StopReason.Finished, 30), (record.StopReason, record.Epochs.Count));
    }

    [Fact]
    public void The_schedule_sets_the_learning_rate_of_each_step()
    {
        Dataset rows = SmallData.Smooth(100, 12);
        Observer observer = new();
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        TrainingOptions options = new()
        {
            Epochs = 4,
            BatchSize = 50,
            ValidationShare = 0,
            Optimizer = new AdamOptions { LearningRate = 0.01 },
        };

        Trainer.Fit(model, rows, options, observer);

        double[] expected = [.. Enumerable.Range(0, 8).Select(step => 0.005 * (1 + Math.Cos(Math.PI * step / 8)))];
        double[] found =
        [
            .. observer.Seen.DistinctBy(progress => progress.Step).Select(progress => progress.LearningRate),
        ];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(8, found.Length);
    }

    [Fact]
    public void The_plateau_schedule_hears_of_each_epoch()
    {
        // A rate this small changes no weight by much, and noise decides: what counts is that cuts come at all.
        Dataset rows = SmallData.Binary(40, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        PlateauSchedule schedule = new() { Patience = 1 };
        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 60,
                BatchSize = 8,
                Patience = 0,
                Schedule = schedule,
                Optimizer = new AdamOptions { LearningRate = 0.03 },
            }
        );

        for (int epoch = 0; epoch < 60; epoch++)
        {
            double[] before = [.. record.Epochs.Take(epoch).Select(past => past.ValidationLoss!.Value)];
            Assert.Equal(0.03 * schedule.Factor(0, before), record.Epochs[epoch].LearningRate, 1e-12);
        }

        Assert.True(record.Epochs[^1].LearningRate < 0.03);
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(0, 8)]
    [InlineData(0.1, 1000)]
    [InlineData(0.1, 8)]
    public void A_run_that_diverges_ends_with_the_weights_that_were_best(double validationShare, int batchSize)
    {
        Dataset rows = SmallData.Smooth(60, 12, scale: 3);
        using Autoencoder model = Autoencoder.Create(Presets.Deep(3), rows.Schema);
        model.FitPreprocessing(rows);
        float[] start = model.Weights();

        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 20,
                BatchSize = batchSize,
                ValidationShare = validationShare,
                Optimizer = new SgdOptions { LearningRate = 1e6 },
            }
        );

        Assert.Equal(StopReason.Diverged, record.StopReason);
        Assert.Contains("`LearningRate`", Assert.Single(record.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, record.BestEpoch);
        // All but the output bias, which training lets begin at the mean.
        Assert.Equal(start[..^12], model.Weights()[..^12]);
        Assert.True(double.IsFinite(record.Train.Mse));
    }

    [Fact]
    public void Training_on_keeps_the_preprocessing_that_the_weights_know()
    {
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(3) with
            {
                Preprocess = "standardize",
            },
            new Schema { Columns = 12 }
        );
        Trainer.Fit(model, SmallData.Smooth(60, 12), new TrainingOptions { Epochs = 1 });
        float[] scale = ((ColumnScaling)model.Preprocessor).Scale.ToArray();

        Trainer.Fit(model, SmallData.Smooth(60, 12, scale: 50), new TrainingOptions { Epochs = 1 });

        Assert.Equal(scale, ((ColumnScaling)model.Preprocessor).Scale.ToArray());
    }

    [Fact]
    public void Training_on_with_too_large_a_step_does_not_lose_what_was_learned()
    {
        Dataset rows = SmallData.Smooth(60, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), rows.Schema);
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 20, BatchSize = 8 });
        float[] learned = model.Weights();

        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 8,
                Optimizer = new AdamOptions { LearningRate = 10 },
            }
        );

        Assert.Equal(0, record.BestEpoch);
        Assert.Equal(learned, model.Weights());
    }

    [Fact]
    public void Preprocessing_and_baseline_are_fitted_on_the_training_rows_alone()
    {
        float[] values = SmallData.Smooth(50, 12, scale: 3).Values();
        int[] labels = [.. Enumerable.Range(0, 50)];
        int outlier = Dataset.FromRows(values, 12, labels: labels).Split(0.9, seed: 3).Second.Label(0);
        values.AsSpan(outlier * 12, 12).Fill(1e4f);
        Dataset rows = Dataset.FromRows(values, 12, labels: labels);
        Dataset train = rows.Split(0.9, seed: 3).First;
        using Autoencoder model = Autoencoder.Create(
            Presets.Vanilla(3) with
            {
                Preprocess = "standardize",
            },
            rows.Schema
        );

        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 1, Seed = 3 });

        ColumnScaling scaling = Assert.IsAssignableFrom<ColumnScaling>(model.Preprocessor);
        Standardize expected = Standardize.Fit(train);
        Assert.Equal(expected.Offset, scaling.Offset);
        Assert.Equal(expected.Scale, scaling.Scale);
        Assert.All(scaling.Offset.ToArray(), offset => Assert.InRange(offset, 0, 3));
        Assert.Equal(Metrics.FitBaseline(model, train, seed: 3).Components, record.Baseline!.Components);
        Assert.All(record.Baseline!.Mean.ToArray(), mean => Assert.Equal(0, mean, 1e-4f));
        Assert.True(record.PcaValidation!.Mse > 1000 * record.PcaTrain!.Mse);
    }

    [Fact]
    public void The_record_says_what_was_done()
    {
        Dataset rows = SmallData.Smooth(100, 12, scale: 3);
        TrainingOptions options = new()
        {
            Epochs = 3,
            BatchSize = 20,
            ValidationShare = 0.2,
        };
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 3, [6]), rows.Schema);

        TrainingRecord record = Trainer.Fit(model, rows, options);

        Assert.Equal(("smooth", 80, 20, 12), (record.Data, record.TrainingRows, record.ValidationRows, record.Columns));
        Assert.Equal((80, 20), (record.Train.Rows, record.Validation!.Rows));
        Assert.Equal((12 * 6) + 6 + (6 * 3) + 3 + (3 * 6) + 6 + (6 * 12) + 12, record.Parameters);
        Assert.Equal(4, record.CompressionRatio);
        Assert.Equal("standardize", record.Preprocessing);
        Assert.Same(model.Options, record.Model);
        Assert.Equal(options with { Patience = 10 }, record.Training);
        Assert.Equal([1, 2, 3], record.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(1, record.SamplesPerSecond * record.Seconds / (3 * 80), 1e-6);
        Assert.Equal(3, record.Baseline!.Count);
        Assert.Equal(Metrics.Reconstruction(model, rows.Split(0.8, 1).First), record.Train);
        Assert.Empty(record.Warnings);
    }

    [Fact]
    public void A_deep_model_learns_curves_better_than_PCA()
    {
        Dataset curves = Dataset.Open("curves", new DataOptions { Rows = 3000, Seed = 1 });
        using Autoencoder model = Autoencoder.Create(Presets.Create("deep", 6, [128, 32]), curves.Schema);

        TrainingRecord record = Trainer.Fit(model, curves, new TrainingOptions { Epochs = 20, BatchSize = 32 });

        Assert.True(
            record.Validation!.SquaredErrorPerSample < 0.9 * record.PcaValidation!.SquaredErrorPerSample,
            $"{record.Validation.SquaredErrorPerSample} beside {record.PcaValidation.SquaredErrorPerSample} of PCA"
        );
    }

    [Fact]
    public void Too_few_rows_are_refused_before_training()
    {
        Observer observer = new();
        void Fit(int rows, double validationShare)
        {
            Dataset data = SmallData.Smooth(rows, 12);
            using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), data.Schema);
            Trainer.Fit(model, data, new TrainingOptions { ValidationShare = validationShare, Epochs = 1 }, observer);
        }

        Refusal.Says(() => Fit(1, 0.1), "smooth has 1 row,", "at least 3");
        Refusal.Says(() => Fit(2, 0.1), "smooth has 2 rows,", "at least 3");
        Refusal.Says(() => Fit(1, 0), "smooth has 1 row,", "at least 2");
        Refusal.Says(() => Fit(4, 0.9), "validation share of 0.9", "one of the 4 rows");
        Assert.Empty(observer.Seen);
        Fit(3, 0.1);
        Fit(2, 0);
        Assert.NotEmpty(observer.Seen);
    }
}
