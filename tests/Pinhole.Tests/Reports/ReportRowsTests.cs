using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Reports;

namespace Pinhole.Tests.Reports;

public class ReportRowsTests
{
    [Fact]
    public void The_rows_shown_are_those_that_training_did_not_see()
    {
        using TrainedRun run = new(TrainedRun.Table());
        ReportRows rows = new(run.Model, run.Record, run.Data);
        Dataset kept = run.Data.Split(1 - run.Record.Training.ValidationShare, run.Record.Training.Seed).Second;

        Assert.True(rows.Unseen);
        Assert.Equal(kept.Rows, rows.Data.Rows);
        for (int row = 0; row < kept.Rows; row++)
        {
            Assert.Equal(kept.Row(row).ToArray(), rows.Data.Row(row).ToArray());
            Assert.Equal(run.Data.Row(rows.Rebuild(row).Number - 1).ToArray(), kept.Row(row).ToArray());
        }

        Assert.Equal(run.Record.Validation!.SquaredErrorPerSample, rows.Errors.Average(), 1e-9);
    }

    [Fact]
    public void The_worst_row_is_rebuilt_with_the_greatest_error()
    {
        using TrainedRun run = new(TrainedRun.Table(), validation: 0);
        ReportRows rows = new(run.Model, run.Record, run.Data);
        RebuiltRow worst = rows.Rebuild(rows.Worst(1).Single());
        Assert.Equal(rows.Errors.Max(), worst.ModelError, 1e-6);
        Assert.InRange(worst.WorstShare, 1.0 / run.Data.Columns, 1);
    }

    [Fact]
    public void Images_that_become_larger_ones_are_shown_beside_their_targets_and_without_noise()
    {
        Dataset small = Dataset.FromRows(
            [.. Enumerable.Range(0, 60 * 9).Select(i => i % 7 / 7f)],
            9,
            image: new ImageShape(1, 3, 3)
        );
        using TrainedRun run = new(small.WithTargets(TrainedRun.Images()), options: Presets.Denoising(2));
        Assert.All(new ReportRows(run.Model, run.Record, run.Data).RebuildCorrupted([0, 1]), row =>
            Assert.Null(row.Noisy)
        );
        string html = run.Html();
        Assert.Contains(">target<", html, StringComparison.Ordinal);
        Assert.DoesNotContain(">original<", html, StringComparison.Ordinal);
        Assert.DoesNotContain("with noise", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_rebuilt_from_the_noise_that_the_model_was_trained_with()
    {
        using TrainedRun run = new(TrainedRun.Images(), options: Presets.Denoising(2));
        ReportRows rows = new(run.Model, run.Record, run.Data);
        RebuiltRow clean = rows.Rebuild(1),
            noisy = rows.RebuildCorrupted([0, 1]).ElementAt(1);
        float[] expected = new float[36];
        run.Model.Reconstruct(noisy.Noisy, expected);

        Assert.Null(clean.Noisy);
        Assert.Equal(clean.Original, noisy.Original);
        Assert.Contains(0f, noisy.Noisy!.Except(clean.Original));
        Assert.Equal(expected, noisy.Model);
        Assert.NotEqual(clean.Pca, noisy.Pca);

        using TrainedRun plain = new(TrainedRun.Images());
        Assert.Null(new ReportRows(plain.Model, plain.Record, plain.Data).RebuildCorrupted([0]).Single().Noisy);
    }

    [Fact]
    public void Examples_have_as_many_of_each_class()
    {
        using TrainedRun run = new(TrainedRun.Images());
        ReportRows rows = new(run.Model, run.Record, run.Data);
        Assert.Equal([0, 0, 0, 1, 1, 1], rows.Examples(7).Select(rows.Data.Label));
    }
}
