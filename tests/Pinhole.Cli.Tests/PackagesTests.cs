using System.Diagnostics;
using System.IO.Compression;

namespace Pinhole.Cli.Tests;

/// <summary>The packages work outside this repository.</summary>
public sealed class PackagesTests : IDisposable
{
    private const string Version = "0.1.0";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_tool_installs_into_an_empty_folder_and_trains_and_a_program_builds_with_the_package()
    {
        string packages = _folder.Of("packages");
        Dotnet(Repository.Root, "pack", "-c", Configuration, "--no-build", "-o", packages);
        foreach (string name in new[] { "Pinhole.Engine", "Pinhole", "Pinhole.Cli" })
        {
            Assert.True(File.Exists(Path.Combine(packages, $"{name}.{Version}.snupkg")));
            using ZipArchive package = ZipFile.OpenRead(Path.Combine(packages, $"{name}.{Version}.nupkg"));
            Assert.NotNull(package.GetEntry("README.md"));
        }

        Dotnet(
            _folder.Path,
            "tool",
            "install",
            "Pinhole.Cli",
            "--version",
            Version,
            "--tool-path",
            _folder.Of("tool"),
            "--add-source",
            packages
        );
        (int code, string told) = Run(
            _folder.Path,
            _folder.Of("tool/pinhole"),
            "train",
            "digits",
            "--rows",
            "100",
            "--epochs",
            "1",
            "--out",
            "run"
        );
        Assert.True(code == 0, told);
        Assert.True(File.Exists(_folder.Of("run/model.safetensors")));

        string app = Directory.CreateDirectory(_folder.Of("app")).FullName;
        File.Copy(Path.Combine(Repository.Root, "samples/ScoringService/Program.cs"), Path.Combine(app, "Program.cs"));
        File.WriteAllText(
            Path.Combine(app, "App.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{packages}</RestoreAdditionalProjectSources>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Pinhole" Version="{Version}" />
              </ItemGroup>
            </Project>
            """
        );
        Dotnet(
            app,
            "build",
            "-v",
            "quiet",
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
            $"-p:RestoreFallbackFolders={Cache}"
        );
    }

    public void Dispose() => _folder.Dispose();

    private static string Configuration =>
        AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}",
            StringComparison.Ordinal
        )
            ? "Release"
            : "Debug";

    private static string Cache =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    private void Dotnet(string folder, params string[] arguments)
    {
        (int code, string told) = Run(
            folder,
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            arguments
        );
        Assert.True(code == 0, told);
    }

    // Packages go to a folder of this test: in the user's, they would hide later packages of the same version.
    private (int Code, string Told) Run(string folder, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = _folder.Of("cache");
        if (arguments[0] == "pack")
            start.Environment.Remove("NUGET_PACKAGES");
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        // The program must not inherit the settings of the test host.
        foreach (
            string name in start
                .Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase))
                .ToArray()
        )
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
