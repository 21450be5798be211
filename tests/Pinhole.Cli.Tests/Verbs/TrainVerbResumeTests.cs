using System.Diagnostics;
using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class TrainVerbResumeTests
{
    private static readonly string[] Options =
    [
        "digits",
        "--rows",
        "400",
        "--model",
        "vae",
        "--hidden",
        "32",
        "--latent",
        "4",
        "--epochs",
        "60",
        "--batch",
        "32",
        "--validation",
        "0.2",
    ];

    [Fact]
    public async Task A_run_that_is_killed_anywhere_ends_in_the_bytes_of_one_that_was_not()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result whole = PinholeCommand.Run(
            folder.Path,
            ["train", .. Options, "--out", "whole", "--quiet"]
        );
        Assert.True(whole.ExitCode == 0, whole.Errors);
        byte[] expected = File.ReadAllBytes(folder.Of("whole/model.safetensors"));
        for (int repetition = 0; repetition < 4; repetition++)
        {
            string run = $"run{repetition}";
            using Process process = PinholeCommand.Start(
                folder.Path,
                ["train", .. Options, "--checkpoint-every", "3", "--quiet", "--out", run]
            );
            await KillAfterCheckpoint(process, folder.Of($"{run}/checkpoint.safetensors"));
            if (File.Exists(folder.Of($"{run}/report.html")))
                continue;
            // Kill it again, in the resumed part.
            using Process resumed = PinholeCommand.Start(
                folder.Path,
                "train",
                "--resume",
                run,
                "--checkpoint-every",
                "3",
                "--quiet",
                "--threads",
                "1"
            );
            await KillAfterCheckpoint(resumed, folder.Of($"{run}/checkpoint.safetensors"), written: 1);
            if (File.Exists(folder.Of($"{run}/checkpoint.safetensors")))
            {
                PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "train", "--resume", run, "--json");
                Assert.True(result.ExitCode == 0, result.Errors);
                Assert.Equal("finished", TrainedRun.Json(result.Output).GetProperty("stopReason").GetString());
            }

            Assert.Equal(expected, File.ReadAllBytes(folder.Of($"{run}/model.safetensors")));
            Assert.Equal(Record(folder.Of("whole/record.json")), Record(folder.Of($"{run}/record.json")));
            Assert.Equal(
                ["experiment.json", "model.safetensors", "record.json", "report.html"],
                Directory.EnumerateFiles(folder.Of(run)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            );
        }
    }

    [Fact]
    public async Task After_a_signal_the_message_tells_the_command_that_goes_on()
    {
        using TemporaryFolder folder = new();
        folder.Write(
            "t.csv",
            "a,b,kind\n"
                + string.Concat(
                    Enumerable.Range(0, 90).Select(i => FormattableString.Invariant($"{i % 9},{i % 7},{i % 2}\n"))
                )
        );
        using Process process = PinholeCommand.Start(
            folder.Path,
            "train",
            "t.csv",
            "--labels",
            "kind",
            "--epochs",
            "100000",
            "--patience",
            "0",
            "--out",
            "my run",
            "--batch",
            "8"
        );
        while (
            await process.StandardError.ReadLineAsync() is string line
            && !line.StartsWith("epoch ", StringComparison.Ordinal)
        ) { }

        PinholeCommand.Signal(process, "INT");
        string errors = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.EndsWith("; go on with pinhole train --resume 'my run'\n", errors, StringComparison.Ordinal);
        Assert.Equal(
            [
                "my run",
                "my run/checkpoint.safetensors",
                "my run/experiment.json",
                "my run/model.safetensors",
                "my run/record.json",
                "my run/report.html",
                "t.csv",
            ],
            folder.Entries
        );

        // The folder is not lost by mistake, and everything that contradicts the run is refused in one line.
        Refused(folder, "resume it", "train", "t.csv", "--out", "my run");
        Refused(folder, "training.batchSize 8, not 9", "train", "--resume", "my run", "--batch", "9");
        Refused(folder, "model.latent left out, not 1", "train", "--resume", "my run", "--latent", "1");
        Refused(folder, "labels \"kind\", not \"auto\"", "train", "--resume", "my run", "--labels", "auto");
        Refused(folder, "seed 1, not 2", "train", "--resume", "my run", "--seed", "2");
        folder.Write("others.csv", File.ReadAllText(folder.Of("t.csv")).Replace("8,", "9,", StringComparison.Ordinal));
        Refused(folder, "does not hold the rows", "train", "others.csv", "--resume", "my run");
        File.Delete(folder.Of("others.csv"));
        File.Move(folder.Of("t.csv"), folder.Of("moved.csv"));
        Refused(folder, "t.csv, which does not exist", "train", "--resume", "my run");

        // Options that agree with the run are accepted, and the data may have moved.
        using Process resumed = PinholeCommand.Start(
            folder.Path,
            "train",
            "moved.csv",
            "--resume",
            "my run",
            "--batch",
            "8",
            "--seed",
            "1"
        );
        string? said;
        do said = await resumed.StandardError.ReadLineAsync();
        while (said?.StartsWith("resume ", StringComparison.Ordinal) == false);
        Assert.Contains("of 100000, after step ", said, StringComparison.Ordinal);
        PinholeCommand.Signal(resumed, "TERM");
        errors = await resumed.StandardError.ReadToEndAsync();
        Assert.True(resumed.WaitForExit(30_000));
        Assert.Equal(ExitCodes.Interrupted, resumed.ExitCode);
        Assert.Contains("go on with pinhole train --resume 'my run'", errors, StringComparison.Ordinal);

        byte[] checkpoint = File.ReadAllBytes(folder.Of("my run/checkpoint.safetensors"));
        foreach (
            byte[] damaged in new[]
            {
                checkpoint[..^9],
                checkpoint[..100],
                [],
                File.ReadAllBytes(folder.Of("my run/model.safetensors")),
            }
        )
        {
            File.WriteAllBytes(folder.Of("my run/checkpoint.safetensors"), damaged);
            Refused(folder, "checkpoint.safetensors", "train", "moved.csv", "--resume", "my run");
        }
    }

    [Fact]
    public void A_run_that_is_finished_or_was_never_there_says_so()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(
            0,
            PinholeCommand
                .Run(
                    folder.Path,
                    "train",
                    "digits",
                    "--rows",
                    "50",
                    "--epochs",
                    "1",
                    "--hidden",
                    "8",
                    "--out",
                    "done",
                    "--checkpoint-every",
                    "1"
                )
                .ExitCode
        );
        Refused(folder, "done holds a finished run", "train", "--resume", "done");
        Refused(folder, "nowhere is not a run folder", "train", "--resume", "nowhere");
        Refused(folder, "--resume is empty", "train", "--resume", "");
        Directory.CreateDirectory(folder.Of("empty"));
        Refused(folder, "before the first one", "train", "--resume", "empty");
        Assert.Equal(
            ["done", "done/experiment.json", "done/model.safetensors", "done/record.json", "done/report.html", "empty"],
            folder.Entries
        );
    }

    private static void Refused(TemporaryFolder folder, string expected, params string[] arguments)
    {
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, arguments);
        string line = result.ErrorLines[^1];
        Assert.True(result.ExitCode == ExitCodes.BadInput, result.Errors);
        Assert.StartsWith("pinhole: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.DoesNotContain("this should not happen", result.Errors, StringComparison.Ordinal);
    }

    private static async Task KillAfterCheckpoint(Process process, string checkpoint, int written = 0)
    {
        DateTime before = File.Exists(checkpoint) ? File.GetLastWriteTimeUtc(checkpoint) : default;
        while (
            !process.HasExited
            && (!File.Exists(checkpoint) || (written > 0 && File.GetLastWriteTimeUtc(checkpoint) == before))
        )
            await Task.Delay(5);
        await Task.Delay(Random.Shared.Next(120));
        process.Kill();
        Assert.True(process.WaitForExit(30_000));
    }

    // All but the times.
    private static string Record(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return string.Join(
            '\n',
            document
                .RootElement.EnumerateObject()
                .Where(member => member.Name is not ("seconds" or "samplesPerSecond"))
                .Select(member => $"{member.Name} {member.Value}")
        );
    }
}
