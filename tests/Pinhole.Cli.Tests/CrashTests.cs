using System.Diagnostics;

namespace Pinhole.Cli.Tests;

/// <summary>What is on the disk survives whatever happens to the process.</summary>
public sealed class CrashTests
{
    private static readonly string[] Training =
    [
        "train",
        "digits",
        "--rows",
        "600",
        "--hidden",
        "24",
        "--latent",
        "4",
        "--batch",
        "16",
        "--epochs",
        "150",
        "--patience",
        "0",
        "--checkpoint-every",
        "7",
        "--quiet",
    ];

    // Other tests stop a training after each step, in process; here the files must be whole whenever the process ends.
    [Fact]
    [Trait(Effort.Category, Effort.Fuzz)]
    public async Task Training_that_is_killed_again_and_again_ends_in_the_same_bits()
    {
        int wanted = Effort.Of(15, 50);
        using TemporaryFolder folder = new();
        Assert.Equal(0, PinholeCommand.Run(folder.Path, [.. Training, "--out", "whole"]).ExitCode);

        Random random = new(5);
        string checkpoint = folder.Of("killed/checkpoint.safetensors");
        int kills = 0,
            finished = 0;
        while (kills < wanted)
        {
            bool begun = File.Exists(checkpoint);
            string[] command = begun
                ? ["train", "--resume", "killed", "--quiet"]
                : [.. Training, "--out", "killed", "--force"];
            using Process process = PinholeCommand.Start(folder.Path, command);
            // Mostly after it has made progress, and sometimes before.
            DateTime before = begun ? File.GetLastWriteTimeUtc(checkpoint) : default;
            while (
                random.Next(300) > 0
                && !process.HasExited
                && (!File.Exists(checkpoint) || File.GetLastWriteTimeUtc(checkpoint) == before)
            )
                await Task.Delay(5);
            await Task.Delay(random.Next(100));
            process.Kill();
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                kills++;
                continue;
            }

            // Training ended before it was killed: the bits must already be right, and it starts again.
            finished++;
            AssertSame(folder);
            Directory.Delete(folder.Of("killed"), recursive: true);
        }

        if (File.Exists(checkpoint))
        {
            PinholeCommand.Result resumed = PinholeCommand.Run(folder.Path, "train", "--resume", "killed");
            Assert.True(resumed.ExitCode == 0, resumed.Errors);
            AssertSame(folder);
            finished++;
        }

        Assert.True(finished > 0);
    }

    [Fact]
    public async Task On_a_full_disk_the_last_checkpoint_survives_and_training_says_so()
    {
        using TemporaryFolder folder = new();
        Assert.Equal(0, PinholeCommand.Run(folder.Path, [.. Training, "--out", "whole"]).ExitCode);
        string checkpoint = folder.Of("killed/checkpoint.safetensors");
        using (Process process = PinholeCommand.Start(folder.Path, [.. Training, "--out", "killed"]))
        {
            while (!File.Exists(checkpoint))
                await Task.Delay(5);
            process.Kill();
            process.WaitForExit();
        }

        // No file may grow beyond 64 blocks of 512 bytes, which is less than a checkpoint or a model takes. The runtime
        // has a file of its own for code that it may not write while it runs.
        byte[] before = File.ReadAllBytes(checkpoint);
        string[] entries = [.. folder.Entries];
        PinholeCommand.Result full = PinholeCommand.RunInShell(
            folder.Path,
            "export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f 64; exec \"$@\"",
            "train",
            "--resume",
            "killed",
            "--checkpoint-every",
            "5"
        );

        Assert.Equal(ExitCodes.Failure, full.ExitCode);
        Assert.Contains(full.ErrorLines, line => line.Contains("checkpoint.safetensors", StringComparison.Ordinal));
        Assert.DoesNotContain("this should not happen", full.Errors, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(checkpoint));
        Assert.DoesNotContain(folder.Entries.Except(entries), entry =>
            entry.EndsWith(".tmp", StringComparison.Ordinal)
        );

        Assert.Equal(0, PinholeCommand.Run(folder.Path, "train", "--resume", "killed").ExitCode);
        AssertSame(folder);
    }

    private static void AssertSame(TemporaryFolder folder) =>
        Assert.Equal(
            File.ReadAllBytes(folder.Of("whole/model.safetensors")),
            File.ReadAllBytes(folder.Of("killed/model.safetensors"))
        );
}
