using System.Diagnostics;

namespace Pinhole.Cli.Tests;

/// <summary>Runs the built command as a user's shell does: a process of its own.</summary>
internal static class PinholeCommand
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Pinhole.Cli.dll");

    private static readonly string Host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The result of a run of the command.</summary>
    public sealed record Result(int ExitCode, string Output, string Errors)
    {
        public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Runs it to its end.</summary>
    public static Result Run(string folder, params string[] arguments) =>
        Run(folder, [Host, "exec", Assembly], arguments);

    /// <summary>Runs it inside a shell script that calls it as "$@".</summary>
    public static Result RunInShell(string folder, string script, params string[] arguments) =>
        Run(folder, ["sh", "-c", script, "sh", Host, "exec", Assembly], arguments);

    /// <summary>Starts it and leaves it running.</summary>
    public static Process Start(string folder, params string[] arguments) =>
        Start(folder, [Host, "exec", Assembly], arguments);

    /// <summary>Starts it with a variable in its environment.</summary>
    public static Process Start(string folder, string[] arguments, (string Name, string Value) variable) =>
        Start(folder, ["env", $"{variable.Name}={variable.Value}", Host, "exec", Assembly], arguments);

    /// <summary>Sends it a signal.</summary>
    public static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    private static Result Run(string folder, string[] command, string[] arguments)
    {
        using Process process = Start(folder, command, arguments);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill();
            Assert.Fail($"It did not end within five minutes: {string.Join(' ', arguments)}");
        }

        return new Result(process.ExitCode, output, errors.Result);
    }

    private static Process Start(string folder, string[] command, string[] arguments)
    {
        // Tests started in the background ignore Ctrl-C, and so would the processes that they start.
        if (OperatingSystem.IsLinux())
            command = ["env", "--default-signal=INT", .. command];
        ProcessStartInfo start = new(command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in command.Skip(1).Concat(arguments))
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
