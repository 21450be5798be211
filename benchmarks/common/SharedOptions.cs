using System.CommandLine;

namespace Pinhole.Benchmarks;

/// <summary>Options that mean the same in every benchmark.</summary>
internal static class SharedOptions
{
    public static Option<int> Pairs { get; } =
        new("--pairs") { Description = "How often each side is measured, in turn", DefaultValueFactory = _ => 5 };

    public static Option<double> Seconds { get; } =
        new("--seconds") { Description = "Measuring time of each run", DefaultValueFactory = _ => 3 };

    public static Option<int> Threads { get; } =
        new("--threads") { Description = "Threads of both sides", DefaultValueFactory = _ => 2 };

    public static Option<bool> Alone { get; } = new("--alone") { Description = "Leave the peer out" };

    public static Option<bool> Json { get; } = new("--json") { Description = "A JSON line for each case" };

    public static Option<string> Peers { get; } =
        new("--peers")
        {
            Description = "Folder of the Python scripts",
            DefaultValueFactory = _ => Path.Combine("benchmarks", "peers"),
        };
}
