using System.Diagnostics;
using System.Globalization;

namespace Pinhole.Cli.Tests;

/// <summary>Bad input gets one line and loses nothing; failures of the machine get another exit code.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class ExitCodesTests(TrainedRun run)
{
    [Theory]
    [InlineData("missing.csv", null, "missing.csv does not exist")]
    [InlineData("empty.csv", "", "empty.csv is empty")]
    [InlineData("ragged.csv", "a,b\n1,2\n3,4,5\n", "ragged.csv", "line 3")]
    [InlineData("text.csv", "a,b\n1,2\n3,x\n", "text.csv", "line 3", "'b'")]
    [InlineData("infinity.csv", "a,b\n1,2\n3,inf\n", "infinity.csv", "inf")]
    [InlineData("header.csv", "a,b\n", "header.csv")]
    [InlineData("binary.dat", "\u0001\0\0\u0002", "binary.dat is neither")]
    [InlineData(".", null, ". is a folder")]
    [InlineData("digts", null, "unknown data 'digts'; did you mean 'digits'?")]
    public void Data_that_cannot_be_used_are_refused(string name, string? content, params string[] expected)
    {
        using TemporaryFolder folder = new();
        if (content is not null)
            folder.Write(name, content);
        string[] before = folder.Entries;
        foreach (string[] command in new string[][] { ["train", name], ["encode", run.Folder, name] })
        {
            PinholeCommand.Result result = PinholeCommand.Run(folder.Path, command);
            RequireOneLine(result, ExitCodes.BadInput, expected);
            Assert.Equal(before, folder.Entries);
        }
    }

    [Theory]
    [InlineData("(0, 5)")]
    [InlineData("(5, 0)")]
    [InlineData("(9000000000, 9000000000)")]
    [InlineData("(3, 3)")]
    public void An_array_without_the_rows_it_claims_is_refused(string shape)
    {
        using TemporaryFolder folder = new();
        folder.WriteNpy("a.npy", shape, 1, 2, 3);
        RequireOneLine(PinholeCommand.Run(folder.Path, "train", "a.npy"), ExitCodes.BadInput, "a.npy");
        Assert.Equal(["a.npy"], folder.Entries);
    }

    [Theory]
    [InlineData("1,2\n", "0.1", 3)]
    [InlineData("1,2\n", "0", 2)]
    [InlineData("1,2\n3,4\n", "0.1", 3)]
    public void Too_few_rows_are_refused_before_training(string content, string validation, int fewest)
    {
        using TemporaryFolder folder = new();
        folder.Write("few.csv", content);
        RequireOneLine(
            PinholeCommand.Run(folder.Path, "train", "few.csv", "--validation", validation),
            ExitCodes.BadInput,
            "few.csv has",
            $"give at least {fewest}"
        );
        Assert.Equal(["few.csv"], folder.Entries);
    }

    [Fact]
    public void Without_validation_the_table_is_of_the_training_rows()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "a,b,c\n1,2,3\n3,4,6\n9,1,1\n");
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "train",
            "t.csv",
            "--validation",
            "0",
            "--epochs",
            "1",
            "--out",
            "run"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("3 training rows", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("short")]
    [InlineData("empty")]
    [InlineData("magic")]
    [InlineData("header")]
    [InlineData("foreign")]
    [InlineData("folder")]
    public void A_file_that_is_no_model_is_refused(string kind)
    {
        using TemporaryFolder folder = new();
        byte[] whole = File.ReadAllBytes(Path.Combine(run.Folder, "model.safetensors"));
        byte[]? content = kind switch
        {
            "short" => whole[..^1000],
            "empty" => [],
            "magic" => [.. "not a model at all, but text"u8],
            "header" => [.. BitConverter.GetBytes(10_000_000_000L), .. "{}"u8],
            "foreign" => [.. BitConverter.GetBytes(2L), .. "{}"u8],
            _ => null,
        };
        string name = "m.safetensors";
        if (content is not null)
            File.WriteAllBytes(folder.Of(name), content);
        if (kind == "folder")
            Directory.CreateDirectory(folder.Of(name));
        string[] before = folder.Entries;
        foreach (
            string[] command in new string[][]
            {
                ["info", name],
                ["evaluate", name, "digits", "--rows", "10"],
                ["encode", name, "digits", "--rows", "10"],
            }
        )
            RequireOneLine(PinholeCommand.Run(folder.Path, command), ExitCodes.BadInput, name);
        Assert.Equal(before, folder.Entries);
    }

    [Theory]
    [InlineData("/proc/run")]
    [InlineData("file/run")]
    [InlineData("file")]
    public void A_run_folder_that_cannot_be_written_is_refused_before_training(string place)
    {
        using TemporaryFolder folder = new();
        folder.Write("file", "");
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "train", "digits", "--out", place);
        RequireOneLine(result, ExitCodes.BadInput, place);
        Assert.Equal(["file"], folder.Entries);
    }

    [Theory]
    [InlineData("/proc/z.npy", ExitCodes.Failure)]
    [InlineData("file/z.npy", ExitCodes.BadInput)]
    public void A_file_that_cannot_be_written_is_refused(string place, int exitCode)
    {
        using TemporaryFolder folder = new();
        folder.Write("file", "");
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            "encode",
            run.Folder,
            "digits",
            "--rows",
            "10",
            "--out",
            place
        );
        RequireOneLine(result, exitCode, place);
        Assert.Equal(["file"], folder.Entries);
    }

    [Fact]
    public void Rows_are_for_built_in_data()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "1,2\n3,4\n");
        RequireOneLine(PinholeCommand.Run(folder.Path, "train", "t.csv", "--rows", "5"), ExitCodes.BadInput, "--rows");
    }

    [Fact]
    public void A_label_column_that_is_not_there_is_refused()
    {
        using TemporaryFolder folder = new();
        folder.Write("t.csv", "a,kind\n3,4\n5,6\n");
        RequireOneLine(
            PinholeCommand.Run(folder.Path, "train", "t.csv", "--labels", "kinds"),
            ExitCodes.BadInput,
            "kinds"
        );
        Assert.Equal(["t.csv"], folder.Entries);
    }

    [Fact]
    public void A_model_too_large_for_the_machine_is_a_failure()
    {
        using TemporaryFolder folder = new();
        // Forty layers, each possible alone, that together need a terabyte.
        string hidden = string.Join(',', Enumerable.Repeat(40_000, 40));
        RequireOneLine(
            PinholeCommand.Run(folder.Path, "train", "digits", "--rows", "10", "--hidden", hidden),
            ExitCodes.Failure,
            "memory"
        );
        Assert.Empty(folder.Entries);
    }

    [Fact]
    public void Debug_adds_the_stack_trace()
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, "info", "missing", "--debug");
        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.StartsWith("pinhole: missing does not exist", result.Errors, StringComparison.Ordinal);
        Assert.Contains("   at Pinhole.", result.Errors, StringComparison.Ordinal);
    }

    [SmallDiskTheory]
    [InlineData("encode {0} digits --rows 600 --out disk/z.npy")]
    [InlineData("data make digits --rows 100 --out disk/d.csv")]
    [InlineData("train digits --rows 100 --epochs 1 --out disk/run --quiet")]
    public void A_full_disk_is_a_failure_that_leaves_nothing_behind(string arguments)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Of("disk"));
        string[] words =
        [
            .. arguments.Split(' ').Select(word => string.Format(CultureInfo.InvariantCulture, word, run.Folder)),
        ];
        PinholeCommand.Result result = PinholeCommand.RunInShell(
            folder.Path,
            "exec unshare -m sh -c 'mount -t tmpfs -o size=16k tmpfs disk && \"$@\"; code=$?; find disk -mindepth 1; "
                + "exit $code' sh \"$@\"",
            words
        );
        RequireOneLine(result, ExitCodes.Failure, "disk", "No space left");
    }

    [SmallDiskFact]
    public void A_disk_that_fills_up_while_training_leaves_the_last_checkpoint_whole()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Of("disk"));
        // A checkpoint takes about 220 kB, the model 65 kB: only the first checkpoint fits.
        PinholeCommand.Result result = PinholeCommand.RunInShell(
            folder.Path,
            "exec unshare -m sh -c 'mount -t tmpfs -o size=272k tmpfs disk && \"$@\"; code=$?; cp "
                + "disk/run/*.safetensors .; exit $code' sh \"$@\"",
            "train",
            "digits",
            "--rows",
            "100",
            "--epochs",
            "4",
            "--batch",
            "16",
            "--validation",
            "0",
            "--hidden",
            "8",
            "--latent",
            "2",
            "--checkpoint-every",
            "5",
            "--out",
            "disk/run",
            "--quiet"
        );

        Assert.Equal(ExitCodes.Failure, result.ExitCode);
        Assert.Equal(2, result.ErrorLines.Length);
        Assert.All(result.ErrorLines, line => Assert.Contains("No space left", line, StringComparison.Ordinal));
        Assert.Contains("training goes on", result.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal(["checkpoint.safetensors", "disk"], folder.Entries);
        Assert.Equal(0, PinholeCommand.Run(folder.Path, "info", "checkpoint.safetensors").ExitCode);
    }

    [Fact]
    public void Output_that_cannot_be_written_is_a_failure()
    {
        using TemporaryFolder folder = new();
        RequireOneLine(
            PinholeCommand.RunInShell(folder.Path, "\"$@\" > /dev/full", "data", "list", "--json"),
            ExitCodes.Failure,
            "No space left"
        );
    }

    private static void RequireOneLine(PinholeCommand.Result result, int exitCode, params string[] expected)
    {
        Assert.True(result.ExitCode == exitCode, $"{result.ExitCode}: {result.Errors}");
        Assert.Equal("", result.Output);
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("pinhole: ", line, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("this should not happen", line, StringComparison.Ordinal);
    }

    /// <summary>Runs where a small disk can be mounted for the test alone.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SmallDiskFactAttribute : FactAttribute
    {
        public SmallDiskFactAttribute() => Skip = new SmallDiskTheoryAttribute().Skip;
    }

    /// <summary>Runs where a small disk can be mounted for the test alone.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SmallDiskTheoryAttribute : TheoryAttribute
    {
        private static readonly Lazy<bool> CanMount = new(() =>
        {
            try
            {
                using Process process = Process.Start(
                    new ProcessStartInfo("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", Path.GetTempPath()])
                    {
                        RedirectStandardError = true,
                    }
                )!;
                process.WaitForExit();
                return process.ExitCode == 0;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return false;
            }
        });

        public SmallDiskTheoryAttribute()
        {
            if (!CanMount.Value)
                Skip = "a small disk cannot be mounted here: that needs unshare, and the right to mount";
        }
    }
}
