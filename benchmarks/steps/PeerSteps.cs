using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Pinhole.Benchmarks.Steps;

/// <summary>The same steps in PyTorch, in a process of its own with everything set that makes it fast.</summary>
internal static class PeerSteps
{
    /// <summary>The median time of a step, in milliseconds.</summary>
    /// <exception cref="InvalidOperationException">PyTorch could not be run; the message holds what it said.</exception>
    public static double Measure(string peers, Case model, int batch, double seconds, int threads)
    {
        ProcessStartInfo start = new("bash") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(peers, "tuned.sh"),
            Path.Combine(peers, "torch_steps.py"),
            "--case", model.Name,
            "--batch", batch.ToString(CultureInfo.InvariantCulture),
            "--seconds", seconds.ToString(CultureInfo.InvariantCulture),
            "--threads", threads.ToString(CultureInfo.InvariantCulture),
        ];
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start) ?? throw new InvalidOperationException("bash could not be started.");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"PyTorch could not be run (on Debian: apt install python3-torch libopenblas0-openmp): {errors.Result}");
        using JsonDocument answer = JsonDocument.Parse(output);
        return answer.RootElement.GetProperty("milliseconds").GetDouble();
    }
}
