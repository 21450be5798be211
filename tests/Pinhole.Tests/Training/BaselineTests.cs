using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Reports;
using Pinhole.Runs;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public class BaselineTests
{
    private static readonly Dataset Rows = SmallData.Smooth(60, 8);

    [Theory]
    [InlineData(60_000, 784, 30, null)]
    [InlineData(512, 20_000, 500, null)]
    [InlineData(180, 1_000_000, 20, null)]
    [InlineData(2700, 32_738, 32, 847.0)]
    public void Ordinary_data_have_a_baseline_of_all_rows(int rows, int columns, int components, double? kept)
    {
        BaselinePlan plan = BaselinePlan.For(
            BaselineChoice.Auto,
            new BaselineSizes(rows, columns, columns, components, kept)
        );

        Assert.Equal(new BaselinePlan(rows, null), plan);
    }

    [Theory]
    [InlineData(10_000_000, 784, 30)]
    [InlineData(100_000, 20_000, 100)]
    public void Of_very_many_rows_some_are_taken(int rows, int columns, int components)
    {
        BaselinePlan plan = BaselinePlan.For(
            BaselineChoice.Auto,
            new BaselineSizes(rows, columns, columns, components, null)
        );

        Assert.InRange(plan.Rows, 4 * components, rows - 1);
        Assert.Equal($"PCA was fitted on {plan.Rows:#,0} of the {rows:#,0} training rows, evenly spaced.", plan.Note);
        Assert.InRange(PrincipalComponents.EstimateWork(plan.Rows, columns, components), 2e10, 1e11);
    }

    [Theory]
    [InlineData(
        10_000,
        40_000_000,
        1000,
        "No PCA was fitted: 1,000 components over 40,000,000 columns take much memory."
    )]
    [InlineData(100_000, 2_000_000, 100, "No PCA was fitted: 100 components over 2,000,000 columns take long.")]
    public void What_costs_too_much_is_left_out(int rows, int columns, int components, string note)
    {
        BaselineSizes sizes = new(rows, columns, columns, components, null);

        Assert.Equal(new BaselinePlan(0, note), BaselinePlan.For(BaselineChoice.Auto, sizes));
    }

    [Fact]
    public void What_was_asked_for_by_name_is_done_or_refused()
    {
        BaselineSizes large = new(100_000, 20_000, 20_000, 100, null);

        Assert.Equal(new BaselinePlan(100_000, null), BaselinePlan.For(BaselineChoice.Pca, large));
        Assert.Equal(0, BaselinePlan.For(BaselineChoice.None, large).Rows);
        Assert.Equal(
            "PCA of 1,000 components over 40,000,000 columns does not fit in memory; set Baseline to none, or choose "
                + "a smaller latent",
            Assert
                .Throws<InputException>(() =>
                    BaselinePlan.For(BaselineChoice.Pca, new BaselineSizes(10_000, 40_000_000, 8, 1000, null))
                )
                .Message
        );
    }

    [Fact]
    public void A_run_without_a_baseline_has_the_same_weights_and_says_so()
    {
        (Autoencoder with, TrainingRecord compared) = Train(BaselineChoice.Pca);
        (Autoencoder without, TrainingRecord alone) = Train(BaselineChoice.None);
        using (with)
        using (without)
        {
            Assert.Equal(with.Weights(), without.Weights());
            Assert.Equal(compared.Validation, alone.Validation);
            Assert.Null(compared.BaselineNote);
            Assert.NotNull(compared.PcaValidation);
            Assert.Null(alone.Baseline);
            Assert.Null(alone.PcaTrain);
            Assert.Null(alone.PcaValidation);
            Assert.Equal("No PCA was fitted, because none was requested.", alone.BaselineNote);

            using TestFolder folder = new();
            RunFolder.Write(folder.Root, without, alone);
            Report.Write(folder.Root, without, alone, Rows, "pinhole train rows --baseline none");
            StoredRun stored = RunFolder.Open(folder.Root);
            using Autoencoder model = stored.Model;
            Assert.Null(stored.Baseline);
            string report = File.ReadAllText(RunFolder.ReportPath(folder.Root));
            Assert.Contains("No PCA was fitted, because none was requested.", report, StringComparison.Ordinal);
            Assert.DoesNotContain("PCA's", report, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Classes_are_told_without_a_baseline_too()
    {
        Dataset rows = Dataset.FromRows(
            [.. Enumerable.Range(0, 120).Select(i => (float)Math.Sin(i * i))],
            4,
            labels: [.. Enumerable.Range(0, 30).Select(i => i % 3)]
        );
        rows = rows.WithLabelTargets();
        using Autoencoder model = Autoencoder.Create(Presets.Deep(2), rows.Schema);
        TrainingRecord record = Trainer.Fit(
            model,
            rows,
            new TrainingOptions { Epochs = 2, Baseline = BaselineChoice.None }
        );

        Assert.NotNull(record.Classes);
        Assert.Null(record.PcaClasses);
        Assert.Contains("<html", Report.Render(model, record, rows, ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(784, 128)]
    [InlineData(131_072, 128)]
    [InlineData(1_000_000, 16)]
    [InlineData(40_000_000, 1)]
    public void A_batch_that_nobody_chose_takes_at_most_64_MB(int columns, int rows)
    {
        Assert.Equal(rows, new TrainingOptions().Resolve(1000, columns).BatchSize);
        Assert.Equal(
            200,
            new TrainingOptions { BatchSize = 200 }
                .Resolve(1000, columns)
                .BatchSize
        );
    }

    [Fact]
    public void A_batch_that_no_array_holds_is_refused() =>
        Assert.Equal(
            "2000000 rows of 20000 numbers do not fit in memory at once; choose a smaller BatchSize",
            Assert
                .Throws<InputException>(() => RowArray.Allocate(2_000_000, 20_000, "choose a smaller BatchSize"))
                .Message
        );

    private static (Autoencoder Model, TrainingRecord Record) Train(BaselineChoice baseline)
    {
        Autoencoder model = Autoencoder.Create(Presets.Deep(2), Rows.Schema);
        TrainingRecord record = Trainer.Fit(model, Rows, new TrainingOptions { Epochs = 3, Baseline = baseline });
        return (model, record);
    }
}
