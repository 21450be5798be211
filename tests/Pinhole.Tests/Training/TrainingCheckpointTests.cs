using System.Text.Json.Nodes;
using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Training;

public sealed class TrainingCheckpointTests : IDisposable
{
    private static readonly Dataset Rows = SmallData.Smooth(40, 12, scale: 3);

    private static readonly byte[] Whole = WriteCheckpoint();

    private readonly TestFolder _folder = new();

    private string Path => _folder.Path("checkpoint.safetensors");

    public static TheoryData<string, string> OptimizersAndSchedules { get; } = MakeOptimizersAndSchedules();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(OptimizersAndSchedules))]
    public void Every_optimizer_with_every_schedule_goes_on_where_it_was(string optimizer, string schedule) =>
        Resumption.AssertSameBits(
            Presets.Vae(3),
            SmallData.Binary(60, 20),
            new TrainingOptions
            {
                Epochs = 5,
                BatchSize = 8,
                Optimizer = OptimizerOptions.Family.Create(optimizer),
                Schedule =
                    schedule == "plateau"
                        ? new PlateauSchedule { Patience = 0 }
                        : LearningRateSchedule.Create(schedule),
            },
            progress => progress.Step < 17
        );

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void A_stop_at_the_end_of_an_epoch_leaves_no_trace(double validationShare) =>
        Resumption.AssertSameBits(
            Presets.Vanilla(3),
            Rows,
            new TrainingOptions
            {
                Epochs = 4,
                BatchSize = 8,
                ValidationShare = validationShare,
            },
            progress => !(progress.EpochEnded && progress.Epoch == 2)
        );

    [Fact]
    public void A_stop_at_the_very_end_leaves_nothing_to_do() =>
        Resumption.AssertSameBits(
            Presets.Vanilla(3),
            Rows,
            new TrainingOptions { Epochs = 2, BatchSize = 8 },
            progress => !(progress.EpochEnded && progress.Epoch == 2)
        );

    // Coin tosses cannot be learned, so that patience ends soon; each stop is in another of its epochs.
    [Fact]
    public void Patience_goes_on_counting()
    {
        Dataset rows = SmallData.Binary(60, 20);
        TrainingOptions options = new()
        {
            Epochs = 500,
            BatchSize = 8,
            ValidationShare = 0.3,
            Patience = 3,
            Optimizer = new AdamOptions { LearningRate = 1e-2 },
            Seed = 5,
        };
        using Autoencoder model = Autoencoder.Create(Presets.Create("vanilla", 12, [60]), rows.Schema, seed: 3);
        TrainingRecord record = Trainer.Fit(model, rows, options);
        Assert.Equal(StopReason.EarlyStopped, record.StopReason);
        for (int before = 0; before < 4; before++)
        {
            int stop = record.Epochs.Count - before;
            Resumption.AssertSameBits(Presets.Create("vanilla", 12, [60]), rows, options, progress =>
                !(progress.EpochEnded && progress.Epoch == stop)
            );
            Resumption.AssertSameBits(Presets.Create("vanilla", 12, [60]), rows, options, progress =>
                progress.Epoch < stop || progress.Step % 6 != 4
            );
        }
    }

    [Fact]
    public void Checkpoints_come_every_so_many_steps_or_after_a_time()
    {
        Assert.Equal([3, 6, 9, 12, 15], Written(new CheckpointOptions { Path = Path, EverySteps = 3 }));
        Assert.Equal([1, 2, 3], Written(new CheckpointOptions { Path = Path, Interval = TimeSpan.Zero })[..3]);
        Assert.Empty(Written(new CheckpointOptions { Path = Path }));

        long[] Written(CheckpointOptions checkpoints)
        {
            File.Delete(Path);
            List<long> steps = [];
            void Look()
            {
                if (!File.Exists(Path))
                    return;
                using TrainingCheckpoint checkpoint = TrainingCheckpoint.Read(Path);
                if (!steps.Contains(checkpoint.Steps))
                    steps.Add(checkpoint.Steps);
            }

            using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), Rows.Schema);
            TrainingOptions options = new()
            {
                Epochs = 3,
                BatchSize = 8,
                ValidationShare = 0,
                Checkpoints = checkpoints,
            };
            Trainer.Fit(
                model,
                Rows,
                options,
                new Observer(_ =>
                {
                    Look();
                    return true;
                })
            );
            Look();
            return [.. steps];
        }
    }

    [Fact]
    public void A_checkpoint_tells_where_it_stands_and_is_a_model_too()
    {
        using TrainingCheckpoint checkpoint = Read(Whole);
        using Autoencoder model = ModelFile.Read(Path);

        Assert.Equal((2, 7L), (checkpoint.Epoch, checkpoint.Steps));
        Assert.Equal((3, 8), (checkpoint.Options.Epochs, checkpoint.Options.BatchSize));
        Assert.Equal(KeyValuePair.Create("command", "\"é\""), Assert.Single(checkpoint.Notes));
        Assert.Equal(model.Weights(), checkpoint.Model.Weights());
    }

    [Fact]
    public void Other_rows_are_refused()
    {
        using TrainingCheckpoint checkpoint = Read(Whole);
        float[] values = Rows.Values();
        values[17] += 1;

        Refusal.Says(
            () => Trainer.Resume(checkpoint, Dataset.FromRows(values, 12, "others")),
            "others",
            "checkpoint.safetensors"
        );
    }

    [Fact]
    public void A_failure_to_write_leaves_the_last_one_and_is_told_or_thrown()
    {
        using TrainingCheckpoint checkpoint = Read(Whole);
        string nowhere = _folder.Path("nowhere/checkpoint.safetensors");
        List<Exception> told = [];
        TrainingRecord record = Trainer.Resume(
            checkpoint,
            Rows,
            new CheckpointOptions
            {
                Path = nowhere,
                EverySteps = 2,
                OnFailure = told.Add,
            }
        );

        Assert.Equal(StopReason.Finished, record.StopReason);
        Assert.Equal(4, told.Count);
        Assert.Contains(nowhere, told[0].Message, StringComparison.Ordinal);
        Assert.Equal(Whole, File.ReadAllBytes(Path));
        using TrainingCheckpoint again = Read(Whole);
        Refusal.Says(
            () => Trainer.Resume(again, Rows, new CheckpointOptions { Path = nowhere, EverySteps = 2 }),
            nowhere
        );
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        for (int length = 0; length < Whole.Length; length += 97)
            Refusal.Says(() => Read(Whole[..length]).Dispose(), "checkpoint.safetensors");
    }

    [Fact]
    public void A_model_that_is_no_checkpoint_is_refused()
    {
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(3), Rows.Schema);
        ModelFile.Write(model, Path);

        Refusal.Says(() => TrainingCheckpoint.Read(Path), "checkpoint.safetensors", "no checkpoint");
    }

    [Theory]
    [InlineData("version", "2")]
    [InlineData("options", "null")]
    [InlineData("options.optimizer", "null")]
    [InlineData("options.optimizer.learningRate", "-1")]
    [InlineData("options.schedule", "null")]
    [InlineData("options.schedule.name", "\"System.IO.File\"")]
    [InlineData("options.epochs", "null")]
    [InlineData("options.epochs", "0")]
    [InlineData("options.batchSize", "0")]
    [InlineData("options.batchSize", "9")]
    [InlineData("data", "\"\"")]
    [InlineData("data", "null")]
    [InlineData("epoch", "0")]
    [InlineData("epoch", "3")]
    [InlineData("epoch", "2147483647")]
    [InlineData("batch", "-1")]
    [InlineData("batch", "2147483647")]
    [InlineData("steps", "8")]
    [InlineData("steps", "-1")]
    [InlineData("bestEpoch", "2")]
    [InlineData("bestLoss", "\"NaN\"")]
    [InlineData("waited", "-1")]
    [InlineData("rows", "1")]
    [InlineData("loss", "\"Infinity\"")]
    [InlineData("terms", "[]")]
    [InlineData("termNames", "[null]")]
    [InlineData("termNames", "[]")]
    [InlineData("samples", "-1")]
    [InlineData("seconds", "1e300")]
    [InlineData("seconds", "\"NaN\"")]
    [InlineData("options.pretraining", "{\"kind\":\"stacked\",\"epochs\":0}")]
    [InlineData("options.pretraining", "{\"kind\":\"rbm\",\"momentum\":1}")]
    [InlineData("options.pretraining", "{\"kind\":\"System.IO.File\"}")]
    [InlineData("pretrained", "[null]")]
    [InlineData("pretrained", "[{\"name\":null,\"error\":1}]")]
    [InlineData("pretrained", "[{\"name\":\"4 → 2\",\"error\":\"NaN\"}]")]
    public void A_state_that_cannot_be_is_refused(string member, string value) =>
        Refusal.Says(
            () =>
                Resume(
                    Changed(state =>
                    {
                        string[] names = member.Split('.');
                        JsonNode owner = names[..^1].Aggregate<string, JsonNode>(state, (node, name) => node[name]!);
                        owner[names[^1]] = JsonNode.Parse(value);
                    })
                ),
            "checkpoint"
        );

    [Fact]
    public void Tensors_that_are_missing_or_of_another_kind_are_refused()
    {
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(Whole), Whole.Length, "whole");
        foreach (
            string name in file.Tensors.Keys.Where(name =>
                name.StartsWith("best.", StringComparison.Ordinal)
                || name.StartsWith("moments.", StringComparison.Ordinal)
                || name == "epochs"
            )
        )
        {
            StoredTensor tensor = file.Tensors[name];
            long[] shape = [.. tensor.Shape];
            RefuseWith(null);
            RefuseWith(StoredTensor.FromFloats(name, [1], [1]));
            if (name != "epochs")
                RefuseWith(StoredTensor.FromFloats(name, shape, [.. Enumerable.Repeat(float.NaN, (int)tensor.Count)]));

            void RefuseWith(StoredTensor? other) =>
                Refusal.Says(
                    () =>
                        Resume(
                            Bytes(
                                file.Metadata,
                                file.Tensors.Values.Select(old => old == tensor ? other : old).OfType<StoredTensor>()
                            )
                        ),
                    name,
                    "checkpoint.safetensors"
                );
        }
    }

    [Fact]
    public void A_thousand_damaged_files_resume_or_are_refused()
    {
        Rng rng = new(9);
        int header = (int)BitConverter.ToInt64(Whole);
        for (int i = 0; i < 1000; i++)
        {
            byte[] damaged = [.. Whole];
            // Most of the file is numbers; what can break is its text.
            for (int change = 0; change <= i % 3; change++)
                damaged[8 + rng.NextInt(header)] = (byte)rng.NextInt(256);
            try
            {
                Read(damaged).Dispose();
            }
            catch (InputException refusal)
            {
                Assert.DoesNotContain('\n', refusal.Message);
            }
        }
    }

    private static TheoryData<string, string> MakeOptimizersAndSchedules()
    {
        TheoryData<string, string> cases = [];
        foreach (string optimizer in OptimizerOptions.Family.Names)
        {
            foreach (string schedule in LearningRateSchedule.Names)
                cases.Add(optimizer, schedule);
        }

        return cases;
    }

    private static byte[] WriteCheckpoint()
    {
        using TestFolder folder = new();
        using Autoencoder model = Autoencoder.Create(
            Presets.Create("vanilla", 3, [6]) with
            {
                Preprocess = "minmax",
            },
            Rows.Schema
        );
        CheckpointOptions checkpoints = new()
        {
            Path = folder.Path("c"),
            Notes = new Dictionary<string, string> { ["command"] = "\"é\"" },
        };
        Trainer.Fit(
            model,
            Rows,
            new TrainingOptions
            {
                Epochs = 3,
                BatchSize = 8,
                ValidationShare = 0,
                Checkpoints = checkpoints,
            },
            new Observer(progress => progress.Step < 7)
        );
        return File.ReadAllBytes(folder.Path("c"));
    }

    private static byte[] Changed(Action<JsonNode> change)
    {
        SafetensorsFile file = SafetensorsFile.Read(new MemoryStream(Whole), Whole.Length, "whole");
        JsonNode state = JsonNode.Parse(file.Metadata["checkpoint"])!;
        change(state);
        return Bytes(
            new Dictionary<string, string>(file.Metadata) { ["checkpoint"] = state.ToJsonString() },
            file.Tensors.Values
        );
    }

    private static byte[] Bytes(IReadOnlyDictionary<string, string> metadata, IEnumerable<StoredTensor> tensors)
    {
        using MemoryStream stream = new();
        SafetensorsFile.Write(stream, metadata, tensors);
        return stream.ToArray();
    }

    private void Resume(byte[] content)
    {
        using TrainingCheckpoint checkpoint = Read(content);
        Trainer.Resume(checkpoint, Rows);
    }

    private TrainingCheckpoint Read(byte[] content)
    {
        File.WriteAllBytes(Path, content);
        return TrainingCheckpoint.Read(Path);
    }
}
