using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Pinhole.Benchmarks;

Option<int> pairs = SharedOptions.Pairs;
pairs.DefaultValueFactory = _ => 15;
Option<bool> alone = SharedOptions.Alone,
    json = SharedOptions.Json;
Option<string> peers = SharedOptions.Peers;
Option<string?> built = new("--command")
{
    Description = "A pinhole that is there already, in place of one that is published first.",
};
RootCommand root = new(
    "Times a whole process that loads a small model, encodes one row of a CSV file and prints the latent, beside "
        + "PyTorch."
)
{
    pairs,
    alone,
    json,
    peers,
    built,
};
root.SetAction(result =>
{
    DirectoryInfo folder = Directory.CreateTempSubdirectory("pinhole-startup-");
    string? given = result.GetValue(built);
    string pinhole = given is null ? Path.Combine(folder.FullName, "bin", "pinhole") : Path.GetFullPath(given),
        run = Path.Combine(folder.FullName, "run");
    string row = Path.Combine(folder.FullName, "row.csv"),
        weights = Path.Combine(folder.FullName, "weights.pt");
    string scripts = result.GetValue(peers)!,
        script = Path.Combine(scripts, "torch_encode.py");
    try
    {
        if (given is null)
            Child.Run(
                "dotnet",
                "publish",
                "src/Pinhole.Cli",
                "-c",
                "Release",
                "-r",
                RuntimeInformation.RuntimeIdentifier,
                "-o",
                Path.GetDirectoryName(pinhole)!,
                "-v",
                "q"
            );
        Child.Run(
            pinhole,
            "train",
            "digits",
            "--rows",
            "500",
            "--epochs",
            "1",
            "--hidden",
            "256,128",
            "--latent",
            "32",
            "--activation",
            "relu",
            "--out",
            run
        );
        Child.Run(pinhole, "reconstruct", run, "digits", "--rows", "1", "--out", row);
        string[] ours = [pinhole, "encode", run, row, "--out", "-"];
        string[]? theirs = result.GetValue(alone)
            ? null
            : ["bash", Path.Combine(scripts, "tuned.sh"), script, weights, row];
        if (theirs is not null)
            Child.Run(theirs[0], [.. theirs[1..], "--prepare"]);

        Pairs figures = new();
        for (int pair = -1; pair < result.GetValue(pairs); pair++)
        {
            (double own, double? other) = (Milliseconds(ours), theirs is null ? null : Milliseconds(theirs));
            // The first pair brings the files into memory.
            if (pair >= 0)
                figures.Add(own, other);
        }

        Console.WriteLine(
            result.GetValue(json)
                ? figures.Json("\"case\": \"startup\"", "milliseconds")
                : $"{"case", -8} {Pairs.Heads("ms")}\n{"startup", -8} {figures.Columns}"
        );
    }
    finally
    {
        folder.Delete(recursive: true);
    }
});
return root.Parse(args).Invoke();

static double Milliseconds(string[] command)
{
    long start = Stopwatch.GetTimestamp();
    string output = Child.Run(command[0], command[1..]);
    double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    int numbers = output.TrimEnd().Split('\n')[^1].Split(',').Length;
    return numbers == 32
        ? milliseconds
        : throw new InvalidOperationException($"{command[0]} printed {numbers} numbers, not 32.");
}
