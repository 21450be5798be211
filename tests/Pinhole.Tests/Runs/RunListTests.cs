using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Runs;

public class RunListTests
{
    private static readonly Experiment Small = new()
    {
        Data = "digits",
        DataOptions = new() { Rows = 40 },
        Model = Presets.Create("vanilla", 2, [4]),
        Training = new TrainingOptions { Epochs = 2 },
    };

    [Fact]
    public void Runs_are_listed_with_their_figures_and_their_state()
    {
        using TestFolder folder = new();
        TrainingRecord record = Small.Run(folder.Path("done"));
        Small.Run(folder.Path("sweep/stopped"), observer: new Stopper());
        Directory.CreateDirectory(folder.Path("begun"));
        File.WriteAllText(RunFolder.ExperimentPath(folder.Path("begun")), Small.ToJson());
        Directory.CreateDirectory(folder.Path("other"));
        File.WriteAllText(folder.Path("other/notes.txt"), "no run");
        using RunClaim claim = RunFolder.Claim(folder.Path("now"), force: false);
        File.WriteAllText(RunFolder.ExperimentPath(claim.Folder), Small.ToJson());

        Dictionary<string, RunSummary> runs = RunList
            .Find(folder.Root)
            .ToDictionary(run => Path.GetRelativePath(folder.Root, run.Folder).Replace('\\', '/'));
        Assert.Equal(["begun", "done", "now", "sweep/stopped"], runs.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            (RunState.Finished, "digits", "vanilla", 2),
            (runs["done"].State, runs["done"].Data, runs["done"].Model, runs["done"].Epochs)
        );
        Assert.Equal(record.Validation!.SquaredErrorPerSample, runs["done"].SquaredError);
        Assert.Equal(record.PcaValidation!.SquaredErrorPerSample, runs["done"].PcaSquaredError);
        Assert.Equal(RunState.Interrupted, runs["sweep/stopped"].State);
        Assert.Equal((RunState.Stopped, "digits"), (runs["begun"].State, runs["begun"].Data));
        Assert.Equal(RunState.Running, runs["now"].State);
        Assert.Equal("done", Path.GetFileName(Assert.Single(RunList.Find(folder.Path("done"))).Folder));
    }

    [Theory]
    [InlineData("record.json", "")]
    [InlineData("record.json", "[]")]
    [InlineData("record.json", "{ \"stopReason\": 3 }")]
    [InlineData("record.json", "{ \"stopReason\": \"Finished\" }")]
    [InlineData("experiment.json", "not JSON")]
    [InlineData("model.safetensors", "half a model")]
    public void What_cannot_be_read_is_listed_as_damaged(string file, string text)
    {
        using TestFolder folder = new();
        Directory.CreateDirectory(folder.Path("run"));
        File.WriteAllText(folder.Path($"run/{file}"), text);
        Assert.Equal(RunState.Damaged, Assert.Single(RunList.Find(folder.Root)).State);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused()
    {
        using TestFolder folder = new();
        Refusal.Says(() => RunList.Find(folder.Path("nowhere")), "there is no folder");
        Assert.Empty(RunList.Find(folder.Root));
    }

    private sealed class Stopper : ITrainingObserver
    {
        public bool Observe(in TrainingProgress progress) => false;
    }
}
