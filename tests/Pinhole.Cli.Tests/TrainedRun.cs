using System.Text.Json;

namespace Pinhole.Cli.Tests;

/// <summary>One small model that tests share; nobody writes into its folder.</summary>
public sealed class TrainedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedRun()
    {
        PinholeCommand.Result result = PinholeCommand.Run(
            _folder.Path,
            "train",
            "digits",
            "--rows",
            "300",
            "--epochs",
            "2",
            "--latent",
            "8",
            "--out",
            "run",
            "--json"
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        Output = result.Output;
        Errors = result.Errors;
    }

    /// <summary>The run's folder.</summary>
    public string Folder => _folder.Of("run");

    /// <summary>What training printed on standard output.</summary>
    public string Output { get; }

    /// <summary>What training printed on standard error.</summary>
    public string Errors { get; }

    /// <summary>The one object that a command prints with --json.</summary>
    internal static JsonElement Json(string output)
    {
        Assert.Single(output.TrimEnd('\n').Split('\n'));
        return JsonDocument.Parse(output).RootElement;
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>The tests that use the shared model.</summary>
[CollectionDefinition(Name)]
public sealed class TrainedRunCollection : ICollectionFixture<TrainedRun>
{
    public const string Name = "trained run";
}
