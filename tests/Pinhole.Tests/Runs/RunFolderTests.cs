using System.Text.Json;
using Pinhole.ModelFiles;
using Pinhole.Reports;
using Pinhole.Runs;
using Pinhole.Tests.Data;
using Pinhole.Tests.Reports;
using Pinhole.Training;

namespace Pinhole.Tests.Runs;

public class RunFolderTests
{
    [Fact]
    public void A_written_run_comes_back_with_its_baseline_from_folder_and_file()
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Images());
        string folder = temporary.Path("runs/first");
        using (RunFolder.Claim(folder, force: false))
            RunFolder.Write(folder, run.Model, run.Record);

        foreach (string path in new[] { folder, RunFolder.ModelPath(folder) })
        {
            StoredRun stored = RunFolder.Open(path);
            using (stored.Model)
            {
                Assert.Equal(RunFolder.ModelPath(folder), stored.ModelPath);
                Assert.Equal(run.Record.Split!.Validation.ToArray(), stored.ValidationRows!);
                Assert.Equal(run.Record.Baseline!.Components.ToArray(), stored.Baseline!.Components.ToArray());
                Assert.Equal(run.Record.Baseline!.Mean.ToArray(), stored.Baseline.Mean.ToArray());
                Assert.Equal(run.Record.Baseline!.Variances.ToArray(), stored.Baseline.Variances.ToArray());
                float[] expected = new float[2],
                    actual = new float[2];
                run.Model.Encode(run.Data.Row(0), expected);
                stored.Model.Encode(run.Data.Row(0), actual);
                Assert.Equal(expected, actual);
            }
        }

        Assert.Equal(["model.safetensors", "record.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        StoredModel file = ModelFile.Open(RunFolder.ModelPath(folder));
        using (file.Model)
        using (JsonDocument note = JsonDocument.Parse(file.Attachments.Find("training")!.Json!))
            Assert.Equal(run.Record.Epochs.Count, note.RootElement.GetProperty("epochs").GetInt32());
    }

    [Fact]
    public void The_record_keeps_the_figures_and_never_says_NaN()
    {
        using TestFolder temporary = new();
        using TrainedRun trained = new(TrainedRun.Images());
        EpochRecord odd = new(
            4,
            double.NaN,
            new Dictionary<string, double> { ["reconstruction"] = double.PositiveInfinity },
            null,
            0.5
        );
        using TrainedRun run = new(TrainedRun.Images())
        {
            Record = trained.Record with
            {
                Epochs = [.. trained.Record.Epochs, odd],
                SamplesPerSecond = double.NegativeInfinity,
            },
        };
        RunFolder.Write(temporary.Root, run.Model, run.Record);

        string text = File.ReadAllText(RunFolder.RecordPath(temporary.Root));
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement root = json.RootElement;
        Assert.Equal(JsonValueKind.Null, root.GetProperty("samplesPerSecond").ValueKind);
        Assert.Equal("Finished", root.GetProperty("stopReason").GetString());
        Assert.Equal(run.Record.Validation!.Mse, root.GetProperty("validation").GetProperty("mse").GetDouble());
        Assert.Equal(
            run.Record.PcaTrain!.SquaredErrorPerSample,
            root.GetProperty("pcaTrain").GetProperty("squaredErrorPerSample").GetDouble()
        );
        Assert.Equal(run.Record.Epochs[1].Loss, root.GetProperty("epochs")[1].GetProperty("loss").GetDouble());
        Assert.False(root.TryGetProperty("baseline", out _));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("record.json")]
    public void A_folder_that_holds_a_run_is_kept_without_force(string file)
    {
        using TestFolder temporary = new();
        File.WriteAllText(temporary.Path(file), "precious");

        InputException refused = Assert.Throws<InputException>(() => RunFolder.Claim(temporary.Root, force: false));
        Assert.Equal(
            $"{temporary.Root} already holds a run; choose another folder, or force its replacement",
            refused.Message
        );
        RunFolder.Claim(temporary.Root, force: true).Dispose();
        Assert.Equal("precious", File.ReadAllText(temporary.Path(file)));
    }

    [Fact]
    public void A_claim_leaves_nothing_behind_and_takes_a_folder_with_other_files()
    {
        using TestFolder temporary = new();
        File.WriteAllText(temporary.Path("notes.txt"), "mine");
        RunFolder.Claim(temporary.Root, force: false).Dispose();
        Assert.Equal(["notes.txt"], Directory.GetFiles(temporary.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_report_that_cannot_be_written_leaves_the_new_model_without_the_old_report()
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Table());
        File.WriteAllText(RunFolder.ReportPath(temporary.Root), "old");
        // A folder where the temporary file should be makes the writing fail.
        Directory.CreateDirectory($"{RunFolder.ReportPath(temporary.Root)}.{Environment.ProcessId}.tmp");
        RunFolder.Write(temporary.Root, run.Model, run.Record);
        Assert.Throws<InputException>(() =>
            Report.Write(temporary.Root, run.Model, run.Record, run.Data, "pinhole train")
        );
        Assert.True(File.Exists(RunFolder.ModelPath(temporary.Root)));
        Assert.False(File.Exists(RunFolder.ReportPath(temporary.Root)));
    }

    [Fact]
    public void A_file_in_the_way_is_named()
    {
        using TestFolder temporary = new();
        string file = temporary.Path("file");
        File.WriteAllText(file, "");

        Assert.StartsWith(
            $"{file} is a file;",
            Assert.Throws<InputException>(() => RunFolder.Claim(file, force: true)).Message,
            StringComparison.Ordinal
        );
        string below = Path.Combine(file, "run");
        InputException refused = Assert.Throws<InputException>(() => RunFolder.Claim(below, force: true));
        Assert.StartsWith($"{below} cannot be written:", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void What_is_missing_is_said_in_one_line()
    {
        using TestFolder temporary = new();
        Assert.Contains(
            "holds no model.safetensors",
            Assert.Throws<InputException>(() => RunFolder.Open(temporary.Root)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "does not exist",
            Assert.Throws<InputException>(() => RunFolder.Open(temporary.Path("nothing"))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InputException>(() => RunFolder.Open(""));
        File.WriteAllText(temporary.Path("model.safetensors"), "not a model");
        Assert.Throws<InputException>(() => RunFolder.Open(temporary.Root));
    }

    [Fact]
    public void A_model_without_a_baseline_opens()
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Table());
        ModelFile.Write(run.Model, RunFolder.ModelPath(temporary.Root));
        StoredRun stored = RunFolder.Open(temporary.Root);
        using (stored.Model)
            Assert.Null(stored.Baseline);
    }

    [Theory]
    [InlineData("{\"data\": \"table\", \"seed\": 18446744073709551615}", ulong.MaxValue)]
    [InlineData("{\"seed\": -1}", null)]
    [InlineData("{\"seed\": \"1\"}", null)]
    [InlineData("{}", null)]
    [InlineData("[1]", null)]
    [InlineData("not JSON", null)]
    public void A_seed_that_cannot_be_read_leaves_the_model_usable(string note, ulong? seed)
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Table());
        ModelFile.Write(
            run.Model,
            RunFolder.ModelPath(temporary.Root),
            [Attachment.FromFile("", "training", note, [])]
        );
        StoredRun stored = RunFolder.Open(temporary.Root);
        using (stored.Model)
            Assert.Equal(seed, stored.TrainingSeed);
    }

    [Theory]
    [InlineData("mean", 4, 0f)]
    [InlineData("mean", 5, float.NaN)]
    [InlineData("components", 9, 0f)]
    [InlineData("components", 10, float.PositiveInfinity)]
    [InlineData("variances", 0, 0f)]
    [InlineData("variances", 3, 0f)]
    public void A_damaged_baseline_is_refused(string name, int length, float value)
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Table());
        float[] values = new float[length];
        Array.Fill(values, value);
        long[] shape = name == "components" && length == 10 ? [2, 5] : [length];
        Attachment kept = StoredBaseline.ToAttachments(run.Record.Baseline).Single();
        IEnumerable<StoredTensor> tensors = kept.Tensors.Values.Select(tensor =>
            tensor.Name == name ? StoredTensor.FromFloats(name, shape, values) : tensor
        );
        ModelFile.Write(run.Model, RunFolder.ModelPath(temporary.Root), [new Attachment(kept.Name, tensors: tensors)]);

        Assert.Contains(
            "damaged",
            Assert.Throws<InputException>(() => RunFolder.Open(temporary.Root)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Validation_rows_that_cannot_be_are_refused()
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Table());
        foreach (int[] rows in new int[][] { [], [-1], [3, 3] })
        {
            StoredTensor tensor = StoredTensor.FromIntegers("validation", [rows.Length], rows);
            ModelFile.Write(
                run.Model,
                RunFolder.ModelPath(temporary.Root),
                [new Attachment("split", tensors: [tensor])]
            );
            Data.Refusal.Says(() => RunFolder.Open(temporary.Root), "split.validation", "damaged");
        }
    }

    [Fact]
    public void The_checkpoint_of_a_run_stays_until_it_is_finished()
    {
        using TestFolder temporary = new();
        using TrainedRun run = new(TrainedRun.Table());
        string folder = temporary.Path("run");
        Directory.CreateDirectory(folder);
        File.WriteAllText(RunFolder.CheckpointPath(folder), "a checkpoint");
        File.WriteAllText(RunFolder.CheckpointPath(folder) + ".17.tmp", "half a checkpoint");

        RunFolder.Write(folder, run.Model, run.Record with { StopReason = StopReason.Interrupted });
        Assert.True(File.Exists(RunFolder.CheckpointPath(folder)));
        Data.Refusal.Says(() => RunFolder.Claim(folder, force: false), folder, "resume it");
        Data.Refusal.Says(() => RunFolder.OpenCheckpoint(folder), "checkpoint.safetensors");

        RunFolder.Write(folder, run.Model, run.Record);
        Assert.Equal(2, Directory.EnumerateFiles(folder).Count());
        Data.Refusal.Says(() => RunFolder.OpenCheckpoint(folder), "finished");
        Data.Refusal.Says(() => RunFolder.OpenCheckpoint(temporary.Path("nowhere")), "nowhere");
    }
}
