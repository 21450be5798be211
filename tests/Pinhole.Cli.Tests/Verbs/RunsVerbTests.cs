using System.Diagnostics;
using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class RunsVerbTests
{
    private static readonly string[] Table =
    [
        "train",
        "train.csv",
        "--id",
        "customer",
        "--epochs",
        "2",
        "--hidden",
        "8",
        "--latent",
        "2",
        "--quiet",
    ];

    [Fact]
    public async Task Runs_that_start_at_once_each_write_a_folder_of_their_own()
    {
        using TemporaryFolder folder = new();
        folder.Write("train.csv", Rows());
        for (int pair = 0; pair < 5; pair++)
        {
            Process[] processes = [.. Enumerable.Range(0, 2).Select(_ => PinholeCommand.Start(folder.Path, Table))];
            foreach (Process process in processes)
            {
                Assert.Equal("", await process.StandardError.ReadToEndAsync());
                await process.WaitForExitAsync();
                Assert.Equal(ExitCodes.Success, process.ExitCode);
                process.Dispose();
            }
        }

        JsonElement[] runs = Runs(folder);
        Assert.Equal(10, runs.Length);
        Assert.All(runs, run => Assert.Equal("finished", run.GetProperty("state").GetString()));
        Assert.DoesNotContain(folder.Entries, entry => entry.Contains(".claim", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_a_run_is_being_written_to_is_refused_to_others_and_listed_as_running()
    {
        using TemporaryFolder folder = new();
        folder.Write("train.csv", Rows());
        using Process process = PinholeCommand.Start(
            folder.Path,
            "train",
            "train.csv",
            "--epochs",
            "100000",
            "--patience",
            "0",
            "--out",
            "runs/long"
        );
        while (
            await process.StandardError.ReadLineAsync() is string line
            && !line.StartsWith("epoch ", StringComparison.Ordinal)
        ) { }

        Assert.Equal("running", Runs(folder)[0].GetProperty("state").GetString());
        PinholeCommand.Result other = PinholeCommand.Run(folder.Path, [.. Table, "--out", "runs/long", "--force"]);
        Assert.Equal(ExitCodes.BadInput, other.ExitCode);
        Assert.Equal(
            "pinhole: another run is being written to runs/long; choose another folder, or wait until that run is done",
            Assert.Single(other.ErrorLines)
        );

        PinholeCommand.Signal(process, "KILL");
        await process.WaitForExitAsync();
        // The claim of a process that has ended does not count.
        Assert.NotEqual("running", Runs(folder)[0].GetProperty("state").GetString());
        Assert.Equal(0, PinholeCommand.Run(folder.Path, [.. Table, "--out", "runs/long", "--force"]).ExitCode);
        Assert.Equal("finished", Runs(folder)[0].GetProperty("state").GetString());
    }

    [Fact]
    public void The_table_fits_80_columns_and_tells_figures_and_states()
    {
        using TemporaryFolder folder = new();
        folder.Write("train.csv", Rows());
        Assert.Equal(
            0,
            PinholeCommand.Run(folder.Path, [.. Table, "--model", "conditional-vae", "--labels", "fraud"]).ExitCode
        );
        Assert.Equal(
            0,
            PinholeCommand
                .Run(folder.Path, [.. Table, "--out", "runs/a run with a name that is longer than most of them are"])
                .ExitCode
        );
        Directory.CreateDirectory(folder.Of("runs/broken"));
        folder.Write("runs/broken/record.json", "{");

        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "runs");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.All(result.Output.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains("damaged", result.Output, StringComparison.Ordinal);
        Assert.Contains("finished", result.Output, StringComparison.Ordinal);
        JsonElement run = Runs(folder).Single(run => run.GetProperty("model").GetString() == "conditional-vae");
        Assert.Equal("train.csv", run.GetProperty("data").GetString());
        Assert.True(run.GetProperty("squaredErrorPerSample").GetDouble() > 0);
        Assert.True(run.GetProperty("pcaSquaredErrorPerSample").GetDouble() > 0);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$", run.GetProperty("when").GetString());
    }

    [Fact]
    public void Without_runs_one_line_says_so()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result none = PinholeCommand.Run(folder.Path, "runs");
        Assert.Equal(ExitCodes.BadInput, none.ExitCode);
        Assert.Contains(
            "there is no folder runs; train a model",
            Assert.Single(none.ErrorLines),
            StringComparison.Ordinal
        );
        Assert.Equal("There are no runs in ..\n", PinholeCommand.Run(folder.Path, "runs", ".").Output);
    }

    private static JsonElement[] Runs(TemporaryFolder folder) =>
        [
            .. TrainedRun
                .Json(PinholeCommand.Run(folder.Path, "runs", "--json").Output)
                .GetProperty("runs")
                .EnumerateArray(),
        ];

    private static string Rows() =>
        "customer,age,visits,fraud\n"
        + string.Concat(
            Enumerable.Range(0, 60).Select(i => FormattableString.Invariant($"c{i},{18 + (i % 40)},{i % 7},{i % 2}\n"))
        );
}
