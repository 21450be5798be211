using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Pinhole.Tests.ModelFiles.Onnx;

/// <summary>ONNX Runtime, by way of Node and the package in tests/onnx.</summary>
internal static class OnnxRuntime
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "onnx");

    /// <summary>Why it cannot be run; null where it can.</summary>
    public static string? Absence { get; } =
        FindNode() is null ? "Node.js is not installed"
        : Directory.Exists(Path.Combine(Folder, "node_modules", "onnxruntime-node")) ? null
        : "ONNX Runtime is not installed; run npm ci --ignore-scripts --prefix tests/onnx";

    /// <summary>Runs models, all in one process.</summary>
    /// <param name="jobs">Which, on what.</param>
    /// <param name="folder">Where files may be put.</param>
    /// <returns>What each gave, or why it gave nothing.</returns>
    public static (float[] Values, string? Error)[] Run(IReadOnlyList<OnnxJob> jobs, string folder)
    {
        List<object> list = [];
        for (int i = 0; i < jobs.Count; i++)
        {
            Dictionary<string, object> inputs = [];
            foreach ((string name, float[] values, int rows) in jobs[i].Inputs)
            {
                string file = Path.Combine(folder, $"{i}.{name}.in");
                File.WriteAllBytes(file, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
                inputs[name] = new { file, shape = new[] { rows, values.Length / rows } };
            }

            list.Add(
                new
                {
                    model = jobs[i].Model,
                    inputs,
                    outputs = new Dictionary<string, string> { [jobs[i].Output] = ResultFile(i) },
                }
            );
        }

        string path = Path.Combine(folder, "jobs.json");
        File.WriteAllText(path, JsonSerializer.Serialize(list));
        string?[] errors = JsonSerializer.Deserialize<string?[]>(RunNode(path))!;
        Assert.Equal(jobs.Count, errors.Length);
        return
        [
            .. errors.Select(
                (error, i) =>
                    (
                        error is null
                            ? MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(ResultFile(i))).ToArray()
                            : [],
                        error
                    )
            ),
        ];

        string ResultFile(int job) => Path.Combine(folder, $"{job}.out");
    }

    private static string RunNode(string jobs)
    {
        ProcessStartInfo start = new(FindNode()!, [Path.Combine(Folder, "run.mjs"), jobs])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }

    private static string? FindNode() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") })
            .FirstOrDefault(File.Exists);
}

/// <summary>A model to be run once.</summary>
/// <param name="Model">The file.</param>
/// <param name="Inputs">What it takes: [rows, features] each.</param>
/// <param name="Output">The name of what it gives.</param>
internal sealed record OnnxJob(
    string Model,
    IReadOnlyList<(string Name, float[] Values, int Rows)> Inputs,
    string Output
);
