using System.Diagnostics;

namespace Pinhole.Cli.Tests;

public sealed class InterruptionTests
{
    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_training_with_a_usable_model(string signal)
    {
        using TemporaryFolder folder = new();
        using Process process = PinholeCommand.Start(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "200",
            "--epochs",
            "1000000",
            "--patience",
            "0",
            "--hidden",
            "16",
            "--latent",
            "4",
            "--out",
            "run"
        );
        while (
            await process.StandardError.ReadLineAsync() is string line
            && !line.StartsWith("epoch ", StringComparison.Ordinal)
        ) { }

        PinholeCommand.Signal(process, signal);
        string errors = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        string told = Assert.Single(errors.Split('\n'), line => line.StartsWith("pinhole: ", StringComparison.Ordinal));
        Assert.Contains("interrupted", told, StringComparison.Ordinal);
        Assert.Contains("run/model.safetensors", told, StringComparison.Ordinal);

        PinholeCommand.Result evaluated = PinholeCommand.Run(folder.Path, "evaluate", "run", "digits", "--rows", "10");
        Assert.True(evaluated.ExitCode == 0, evaluated.Errors);
        Assert.Equal(
            [
                "run",
                "run/checkpoint.safetensors",
                "run/experiment.json",
                "run/model.safetensors",
                "run/record.json",
                "run/report.html",
            ],
            folder.Entries
        );
    }

    [Fact]
    public async Task A_signal_stops_the_drawing_of_samples()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--model",
            "vae",
            "--rows",
            "100",
            "--epochs",
            "1",
            "--hidden",
            "8",
            "--latent",
            "2",
            "--out",
            "run"
        );
        using Process process = PinholeCommand.Start(
            folder.Path,
            "evaluate",
            "run",
            "digits",
            "--rows",
            "1000",
            "--importance-samples",
            "1000000"
        );
        while (
            await process.StandardError.ReadLineAsync() is string line
            && !line.StartsWith("drawing ", StringComparison.Ordinal)
        ) { }

        await Task.Delay(500);
        PinholeCommand.Signal(process, "INT");
        string errors = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.Contains("stopped before all samples were drawn", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("written.csv")]
    [InlineData("sqlite:written.db?table=t")]
    public async Task A_signal_stops_the_writing_of_rows_and_leaves_nothing(string place)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Run(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "100",
            "--epochs",
            "1",
            "--hidden",
            "8",
            "--latent",
            "2",
            "--out",
            "run"
        );
        using Process process = PinholeCommand.Start(
            folder.Path,
            "reconstruct",
            "run",
            "digits",
            "--rows",
            "100000",
            "--out",
            place
        );
        while (folder.Entries.All(entry => entry.StartsWith("run", StringComparison.Ordinal)) && !process.HasExited)
            await Task.Delay(20);

        PinholeCommand.Signal(process, "INT");
        string errors = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.Contains($"{place} was not written", errors, StringComparison.Ordinal);
        Assert.All(folder.Entries, entry => Assert.StartsWith("run", entry, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_signal_stops_the_writing_of_data_that_were_made()
    {
        using TemporaryFolder folder = new();
        using Process process = PinholeCommand.Start(
            folder.Path,
            "data",
            "make",
            "digits",
            "--rows",
            "100000",
            "--out",
            "written.csv"
        );
        while (folder.Entries.Length == 0 && !process.HasExited)
            await Task.Delay(20);

        PinholeCommand.Signal(process, "TERM");
        string errors = await process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.Equal("pinhole: interrupted; written.csv was not written", errors.Trim());
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public async Task Before_training_a_signal_ends_at_once_and_leaves_nothing()
    {
        using TemporaryFolder folder = new();
        using Process process = PinholeCommand.Start(
            folder.Path,
            "train",
            "digits",
            "--rows",
            "100000",
            "--out",
            "run"
        );
        while (!Directory.Exists(folder.Of("run")) && !process.HasExited)
            await Task.Delay(20);
        await Task.Delay(200);
        PinholeCommand.Signal(process, "INT");
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.Empty(folder.Entries);
    }
}
