using System.Diagnostics;
using System.Text.Json;

namespace Pinhole.Benchmarks;

/// <summary>Another process, started for what it prints or for how long it takes.</summary>
internal static class Child
{
    /// <summary>Runs a PyTorch or scikit-learn script with everything set that makes it fast.</summary>
    /// <param name="peers">The folder of the scripts.</param>
    /// <param name="script">Its name there.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <returns>The JSON object that it prints.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static JsonElement RunPeer(string peers, string script, params string[] arguments) =>
        JsonElement.Parse(Run("bash", [Path.Combine(peers, "tuned.sh"), Path.Combine(peers, script), .. arguments]));

    /// <summary>Runs a command to its end.</summary>
    /// <returns>What it wrote on standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it said.</exception>
    public static string Run(string command, params string[] arguments)
    {
        ProcessStartInfo start = new(command, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)
            ?? throw new InvalidOperationException($"{command} could not be started.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)} failed (the Python side needs Debian's python3-torch, "
                    + $"python3-sklearn and libopenblas0-openmp): {errors.Result}{output}"
            );
    }
}
