using Pinhole.Data;
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
    public void Examples_have_as_many_of_each_class()
    {
        using TrainedRun run = new(TrainedRun.Images());
        ReportRows rows = new(run.Model, run.Record, run.Data);
        Assert.Equal([0, 0, 0, 1, 1, 1], rows.Examples(7).Select(rows.Data.Label));
    }
}
