using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace Pinhole.Cli.Tests;

/// <summary>
/// The command as one file that needs no .NET: trimmed, so without code that seems unused.
/// </summary>
public sealed class SingleFileTests(ITestOutputHelper output) : IDisposable
{
    private const long MostBytes = 20_000_000;

    private readonly TemporaryFolder _folder = new();

    [RuntimePackFact]
    public void It_trains_evaluates_exports_and_reads_tables_where_nothing_is_installed()
    {
        // In folders of its own, as other tests use what is built already.
        Succeed(
            new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet"),
            "publish",
            Path.Combine(Repository.Root, "src", "Pinhole.Cli"),
            "-c",
            "Release",
            "-r",
            RuntimeInformation.RuntimeIdentifier,
            "-p:PublishSingleFile=true",
            "-p:RunAnalyzers=false",
            "-p:UseSharedCompilation=false",
            "-nodeReuse:false",
            "--artifacts-path",
            _folder.Of("built"),
            "-o",
            _folder.Of("published")
        );
        FileInfo command = Assert.Single(new DirectoryInfo(_folder.Of("published")).GetFiles());
        output.WriteLine($"{command.Name} takes {command.Length / 1e6:F1} MB");
        Assert.InRange(command.Length, 1, MostBytes);

        Pinhole("train", "digits", "--rows", "100", "--epochs", "1", "--out", "run");
        Assert.Contains(
            "squared error a row",
            Pinhole("evaluate", "run", "digits", "--rows", "50"),
            StringComparison.Ordinal
        );
        Pinhole("export", "run");
        Assert.True(File.Exists(_folder.Of("onnx/scorer.onnx")));
        _folder.Write(
            "t.csv",
            "a,b,kind\n"
                + string.Concat(
                    Enumerable.Range(0, 30).Select(row => $"{row},{row * row % 7},{(row % 3 == 0 ? "x" : "y")}\n")
                )
        );
        Assert.Contains("kind=x", Pinhole("data", "describe", "t.csv"), StringComparison.Ordinal);
        Pinhole("train", "t.csv", "--labels", "kind", "--latent", "1", "--epochs", "1", "--out", "table");
        WriteDatabase();
        Assert.Contains("40 × 2 columns", Pinhole("data", "describe", "sqlite:t.db?table=t"), StringComparison.Ordinal);

        string Pinhole(params string[] arguments)
        {
            ProcessStartInfo start = new(command.FullName);
            start.Environment.Clear();
            // Native code is unpacked there, for SQLite.
            start.Environment["HOME"] = _folder.Path;
            return Succeed(start, arguments);
        }
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private void WriteDatabase()
    {
        using SqliteConnection connection = new($"Data Source={_folder.Of("t.db")}");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "create table t (a real, b real); with recursive n(i) as (select 1 union all select i + 1 from n where i "
            + "< 40) insert into t select i, i * i % 11 from n";
        command.ExecuteNonQuery();
    }

    private string Succeed(ProcessStartInfo start, params string[] arguments)
    {
        start.WorkingDirectory = _folder.Path;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        // The program must not inherit the settings of the test host.
        foreach (
            string name in start
                .Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                .ToArray()
        )
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {told}{errors.Result}");
        return told;
    }
}
