using System.Runtime.InteropServices;

namespace Pinhole.Cli.Tests;

/// <summary>
/// A test that publishes the command together with the runtime; skipped on machines without the packages for it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RuntimePackFactAttribute : FactAttribute
{
    public RuntimePackFactAttribute()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string[] packages =
        [
            $"microsoft.netcore.app.runtime.{RuntimeInformation.RuntimeIdentifier}",
            "microsoft.net.illink.tasks",
        ];
        if (packages.FirstOrDefault(package => !Directory.Exists(Path.Combine(cache, package))) is string missing)
            Skip =
                $"{missing} is not among the packages of this machine; dotnet publish -r "
                + $"{RuntimeInformation.RuntimeIdentifier} -p:PublishSingleFile=true would fetch it";
    }
}
