using System.Diagnostics;
using System.Runtime.InteropServices;
using Pinhole.Engine.Tests.Kernels.Cpu;
using Pinhole.Engine.Tests.Training;

namespace Pinhole.Engine.Tests;

/// <summary>This assembly, started again as a program on a runtime with other settings; it checks itself.</summary>
internal static class Child
{
    public const string Instructions = "instructions";
    public const string Cores = "cores";

    /// <summary>Starts the child and gives what it printed.</summary>
    /// <param name="task">What it shall do.</param>
    /// <param name="setting">An environment variable of the runtime.</param>
    /// <param name="value">Its value.</param>
    public static async Task<string> Run(string task, string setting, string value)
    {
        // .NET sits in the folder above shared/Microsoft.NETCore.App/10.0.x.
        string dotnet = Path.Combine(
            RuntimeEnvironment.GetRuntimeDirectory(),
            "..",
            "..",
            "..",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"
        );
        ProcessStartInfo start = new(dotnet, ["exec", typeof(Child).Assembly.Location, task])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[setting] = value;
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        Assert.True(child.ExitCode == 0, output + await errors);
        return output.Trim();
    }

    private static void Main(string[] arguments)
    {
        if (arguments is [Instructions])
            InstructionSetTests.RunChild();
        else
            CrowdedMachineTests.RunChild();
    }
}
