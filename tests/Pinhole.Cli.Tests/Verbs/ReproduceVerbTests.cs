using System.Diagnostics;
using System.Text.Json;
using Pinhole.Recipes;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class ReproduceVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void All_recipes_are_listed()
    {
        PinholeCommand.Result list = Run("reproduce --list");
        Assert.Equal(0, list.ExitCode);
        Assert.All(RecipeBook.Names, name => Assert.Contains($"\n  {name} ", list.Output, StringComparison.Ordinal));
        JsonElement[] recipes =
        [
            .. TrainedRun.Json(Run("reproduce --list --json").Output).GetProperty("recipes").EnumerateArray(),
        ];
        Assert.Equal(RecipeBook.Names, recipes.Select(recipe => recipe.GetProperty("recipe").GetString()));
        JsonElement hinton = recipes.Single(recipe => recipe.GetProperty("recipe").GetString() == "hinton-2006");
        Assert.Equal(3, hinton.GetProperty("published").GetDouble());
    }

    [Fact]
    public void A_quick_reproduction_gives_figures_a_verdict_and_a_run_folder()
    {
        JsonElement figures = TrainedRun.Json(Run("reproduce curves-2006 --quick --json --out run").Output);
        Assert.Equal(
            ("curves-2006", "quick"),
            (figures.GetProperty("recipe").GetString(), figures.GetProperty("variant").GetString())
        );
        double ours = figures.GetProperty("ours").GetDouble(),
            goal = figures.GetProperty("goal").GetDouble();
        Assert.Equal(ours <= goal, figures.GetProperty("reached").GetBoolean());
        Assert.True(ours <= goal, $"The quick variant came to {ours}, and {goal} is expected.");
        Assert.Equal(ours < figures.GetProperty("published").GetDouble(), figures.GetProperty("better").GetBoolean());
        string[] files = ["experiment.json", "model.safetensors", "record.json", "report.html"];
        foreach (string run in new[] { "gelu-no-pretraining", "logistic-pretrained" })
            Assert.Equal(
                files.Select(file => $"run/{run}/{file}"),
                _folder.Entries.Where(entry => entry.StartsWith($"run/{run}/", StringComparison.Ordinal))
            );
        Assert.Subset(_folder.Entries.ToHashSet(), new HashSet<string> { "run/report.html", "run/reproduction.json" });
        Assert.Equal(ours, Reproduction.Parse(File.ReadAllText(_folder.Of("run/reproduction.json"))).Ours);

        PinholeCommand.Result again = Run("reproduce curves-2006 --quick --out run");
        Assert.Equal(2, again.ExitCode);
        Assert.Contains(
            "run holds a reproduction already; continue it with --resume",
            again.ErrorLines[^1],
            StringComparison.Ordinal
        );
        PinholeCommand.Result done = Run("reproduce curves-2006 --quick --out run --resume");
        Assert.Equal(0, done.ExitCode);
        Assert.Contains("expected figure of the quick run", done.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("epoch", done.Errors, StringComparison.Ordinal);

        string result = File.ReadAllText(_folder.Of("run/reproduction.json")),
            settings = Reproduction.Parse(result).Settings;
        File.WriteAllText(
            _folder.Of("run/reproduction.json"),
            result.Replace(settings, new string('0', settings.Length), StringComparison.Ordinal)
        );
        PinholeCommand.Result other = Run("reproduce curves-2006 --quick --out run --resume");
        Assert.Equal(2, other.ExitCode);
        Assert.Contains(
            "run was started with other settings than curves-2006 has now; start again with --force",
            other.ErrorLines[^1],
            StringComparison.Ordinal
        );
        File.WriteAllText(_folder.Of("run/reproduction.json"), result);

        Directory.CreateDirectory(_folder.Of("results"));
        File.Copy(_folder.Of("run/reproduction.json"), _folder.Of("results/curves-2006.json"));
        Assert.Equal(0, Run("reproduce --page results --out page.md").ExitCode);
        Assert.Contains("## curves-2006, quick", File.ReadAllText(_folder.Of("page.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_seed_gives_another_figure_and_a_run_is_repeated_by_its_experiment()
    {
        string[] command = ["reproduce", "curves-2006", "--quick", "--quiet", "--out"];
        JsonElement Reproduce(string folder, params string[] more) =>
            TrainedRun.Json(PinholeCommand.Run(_folder.Path, [.. command, folder, "--json", .. more]).Output);
        double own = Reproduce("own").GetProperty("ours").GetDouble(),
            other = Reproduce("other", "--seed", "5").GetProperty("ours").GetDouble();
        Assert.NotEqual(own, other);
        Reproduction result = Reproduction.Parse(File.ReadAllText(_folder.Of("other/reproduction.json")));
        Assert.All(result.Runs, run => Assert.Equal(5UL, run.Seed));
        PinholeCommand.Result resumed = Run("reproduce curves-2006 --quick --out other --resume");
        Assert.Contains("was started with other settings", resumed.ErrorLines[^1], StringComparison.Ordinal);

        string run = "other/logistic-pretrained";
        PinholeCommand.Result again = Run($"train {run}/experiment.json --out again --quiet");
        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Equal(
            File.ReadAllBytes(_folder.Of($"{run}/model.safetensors")),
            File.ReadAllBytes(_folder.Of("again/model.safetensors"))
        );
    }

    [Fact]
    public async Task One_that_was_interrupted_goes_on_to_the_same_figure()
    {
        using Process process = PinholeCommand.Start(
            _folder.Path,
            "reproduce",
            "curves-2006",
            "--quick",
            "--out",
            "run"
        );
        while (
            await process.StandardError.ReadLineAsync() is string line
            && !line.StartsWith("epoch ", StringComparison.Ordinal)
        ) { }

        PinholeCommand.Signal(process, "INT");
        string errors = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(130, process.ExitCode);
        Assert.Matches(
            @"pinhole: interrupted in epoch \d+ of \d+; "
                + "go on with pinhole reproduce curves-2006 --quick --out run --resume",
            errors
        );

        string checkpoint = _folder.Of("run/gelu-no-pretraining/checkpoint.safetensors");
        Assert.True(File.Exists(checkpoint));
        Directory.CreateDirectory(_folder.Of("replaced/gelu-no-pretraining"));
        File.WriteAllText(_folder.Of("replaced/gelu-no-pretraining/checkpoint.safetensors"), "of another run");
        JsonElement whole = TrainedRun.Json(
            Run("reproduce curves-2006 --quick --out replaced --json --threads 1").Output
        );

        JsonElement resumed = TrainedRun.Json(Run("reproduce curves-2006 --quick --out run --resume --json").Output);
        Assert.Equal(whole.GetProperty("ours").GetDouble(), resumed.GetProperty("ours").GetDouble());
    }

    [Theory]
    [InlineData("reproduce", "reproduce needs NAME", "--list shows the recipes")]
    [InlineData("reproduce hinton-2007", "unknown recipe 'hinton-2007'", "did you mean 'hinton-2006'?")]
    [InlineData("reproduce hinton-2006", "mnist is not part of this program", "name the folder")]
    [InlineData("reproduce hinton-2006 --data nowhere", "nowhere is no folder", "train-images-idx3-ubyte.gz")]
    [InlineData("reproduce hinton-2006 --quick --full", "--quick and --full exclude each other", "choose one")]
    [InlineData(
        "reproduce curves-2006 --resume --out run",
        "run holds no reproduction to resume",
        "leave --resume out"
    )]
    [InlineData("reproduce --page .", "--page needs a place", "add --out FILE.md")]
    [InlineData("reproduce --page . --out page.md", ". has no results", "run recipes first")]
    [InlineData("reproduce --page nowhere --out page.md", "nowhere is not a folder", "results of recipes")]
    public void Mistakes_are_one_line(string command, string wrong, string advice)
    {
        PinholeCommand.Result result = Run(command);
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        string line = Assert.Single(result.ErrorLines);
        Assert.Contains(wrong, line, StringComparison.Ordinal);
        Assert.Contains(advice, line, StringComparison.Ordinal);
        Assert.Empty(_folder.Entries);
    }

    private PinholeCommand.Result Run(string command) => PinholeCommand.Run(_folder.Path, command.Split(' '));
}
