using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;
using Pinhole.Models;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models;

public class ModelBatchesTests
{
    [Fact]
    public void Conditions_and_targets_stay_with_their_rows_in_any_order()
    {
        // Row i is i; its target 10 i, its context 100 i, its class i modulo 2.
        Dataset rows = Numbers(7, 1).WithTargets(Numbers(7, 10)).WithContext(Numbers(7, 100));
        rows = Dataset
            .FromRows([0, 1, 2, 3, 4, 5, 6], 1, labels: [0, 1, 0, 1, 0, 1, 0])
            .WithTargets(rows.Targets!)
            .WithContext(rows.Context!);
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 1, [2]) with
            {
                Condition = new Condition(Labels: true, Context: true),
                Preprocess = "none",
            },
            rows.Schema
        );
        ModelBatches batches = new(model, rows.Take([6, 5, 4, 3, 2, 1, 0]), 3, new Rng(3));
        HashSet<float> seen = [];
        for (int epoch = 0; epoch < 2; epoch++)
        {
            batches.StartEpoch();
            while (batches.Next(out int count))
            {
                for (int i = 0; i < count; i++)
                {
                    float row = batches.Rows[i];
                    seen.Add(row);
                    Assert.Equal(10 * row, batches.Targets[i]);
                    Assert.Equal([1 - (row % 2), row % 2, 100 * row], batches.Conditions.Slice(i * 3, 3).ToArray());
                }
            }
        }

        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public void An_epoch_allocates_nothing_once_warm()
    {
        Dataset rows = Numbers(50, 1).WithTargets(Numbers(50, 10)).WithContext(Numbers(50, 100));
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 1, [2]) with
            {
                Condition = new Condition(Context: true),
            },
            rows.Schema
        );
        model.FitPreprocessing(rows);
        using Tape tape = new(model.Parameters.Kernels);
        ModelBatches batches = new(model, rows, 8, new Rng(3));
        void Epoch()
        {
            batches.StartEpoch();
            while (batches.Next(tape, out _))
                tape.Rewind();
            tape.Rewind();
        }

        Assert.Equal(0, Allocation.AfterWarmUp(Epoch));
    }

    [Fact]
    public void Rows_that_do_not_fit_the_model_are_refused()
    {
        Dataset rows = Numbers(4, 1).WithTargets(Dataset.FromRows(new float[8], 2, "pairs"));
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 1, [2]), rows.Schema);

        Refusal.Says(() => _ = new ModelBatches(model, Numbers(4, 1), 2), "turns 1 columns into 2", "`Targets`");
        Refusal.Says(
            () => _ = new ModelBatches(model, rows.WithTargets(Numbers(4, 1)), 2),
            "gives rows of 2 columns",
            "have 1"
        );
        Refusal.Says(() => Numbers(4, 1).WithTargets(Numbers(3, 1)), "3 rows of targets for the 4 rows");
        Refusal.Says(() => Numbers(4, 1).WithContext(Numbers(3, 1)), "3 rows of context for the 4 rows");
    }

    private static Dataset Numbers(int rows, float factor) =>
        Dataset.FromRows([.. Enumerable.Range(0, rows).Select(row => row * factor)], 1, "numbers");
}
