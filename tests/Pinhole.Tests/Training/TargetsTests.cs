using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Runs;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

/// <summary>An encoder–decoder: rows that are to become something else than themselves.</summary>
public class TargetsTests
{
    [Fact]
    public void A_model_learns_targets_of_another_width_and_comes_back_from_a_run_folder()
    {
        using TestFolder folder = new();
        Dataset rows = Products(600);
        using Autoencoder model = Autoencoder.Create(Presets.Create("deep", latent: 3, [32]), rows.Schema);
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 120, BatchSize = 32 });

        Assert.Equal((3, 2), (model.Columns, model.OutputColumns));
        // No linear method finds a product.
        Assert.True(
            record.Validation!.Mse < 0.1 * record.PcaValidation!.Mse,
            $"{record.Validation.Mse}, PCA {record.PcaValidation.Mse}"
        );
        float[] given = new float[2];
        model.Reconstruct(rows.Row(7), given);
        Assert.Equal(rows.Targets!.Row(7)[0], given[0], 1.5);

        using RunClaim claim = RunFolder.Claim(folder.Path("run"), force: false);
        RunFolder.Write(folder.Path("run"), model, record);
        StoredRun run = RunFolder.Open(folder.Path("run"));
        using Autoencoder loaded = run.Model;
        Assert.Equal(Metrics.Reconstruction(model, rows), Metrics.Reconstruction(loaded, rows));
        Assert.Equal(
            Metrics.Reconstruction(record.Baseline!, model, rows),
            Metrics.Reconstruction(run.Baseline!, loaded, rows)
        );
    }

    [Fact]
    public void A_stop_leaves_no_trace()
    {
        Resumption.AssertSameBits(
            Presets.Create("vae", 2, [8]) with
            {
                Reconstruction = new Pinhole.Models.Reconstructions.SquaredErrorReconstruction(),
            },
            Products(50),
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 10,
                Seed = 5,
            },
            progress => progress.Step < 7
        );
    }

    [Fact]
    public void Another_target_is_another_training()
    {
        using TestFolder folder = new();
        Dataset rows = Products(50);
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 2, [8]), rows.Schema);
        Trainer.Fit(
            model,
            rows,
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 10,
                Checkpoints = Resumption.Every(null, folder.Path("c")),
            },
            new Observer(progress => progress.Step < 3)
        );
        using TrainingCheckpoint checkpoint = TrainingCheckpoint.Read(folder.Path("c"));
        Refusal.Says(
            () => Trainer.Resume(checkpoint, rows.WithTargets(Dataset.FromRows(new float[100], 2))),
            "does not hold the rows"
        );
    }

    [Fact]
    public void Targets_as_wide_as_the_rows_are_missed_when_they_are_forgotten()
    {
        Dataset rows = Dataset.FromRows([1, 2, 3, 4], 2, "rows");
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 1, [4]),
            rows.WithTargets(Dataset.FromRows([2, 1, 4, 3], 2)).Schema
        );
        Refusal.Says(() => Metrics.Reconstruction(model, rows), "rows has no targets", "set `Targets`");
    }

    [Fact]
    public void All_components_give_the_regression_of_least_squares()
    {
        // y = 2 a − b + 3 exactly, and a column that has nothing to do with it.
        Rng rng = new(4);
        float[] x = new float[40 * 3],
            y = new float[40];
        for (int row = 0; row < 40; row++)
        {
            for (int column = 0; column < 3; column++)
                x[(row * 3) + column] = (float)rng.NextGaussian();
            y[row] = (2 * x[row * 3]) - x[(row * 3) + 1] + 3;
        }

        PrincipalComponents fitted = PrincipalComponents
            .Fit(40, 3, (row, values) => x.AsSpan(row * 3, 3).CopyTo(values), 3, seed: 1)
            .WithTargets(
                40,
                (row, values) => x.AsSpan(row * 3, 3).CopyTo(values),
                1,
                (row, values) => values[0] = y[row]
            );

        float[] given = new float[1];
        fitted.Reconstruct([1, 2, 5], given);
        Assert.Equal(3, given[0], 1e-4);
        Assert.Equal((3, 1, true), (fitted.Columns, fitted.OutputColumns, fitted.HasTargets));
    }

    // Targets: the product of two columns, and their sum.
    private static Dataset Products(int rows)
    {
        Rng rng = new(9);
        float[] x = new float[rows * 3],
            y = new float[rows * 2];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < 3; column++)
                x[(row * 3) + column] = (float)(2 * rng.NextGaussian());
            (y[row * 2], y[(row * 2) + 1]) = (x[row * 3] * x[(row * 3) + 1], x[row * 3] + x[(row * 3) + 1]);
        }

        return Dataset.FromRows(x, 3).WithTargets(Dataset.FromRows(y, 2));
    }
}
