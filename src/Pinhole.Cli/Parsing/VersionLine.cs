using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Pinhole.Cli.Parsing;

/// <summary>Prints the version for --version, without the commit that a build adds.</summary>
internal sealed class VersionLine : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string? version = typeof(VersionLine)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine(version?.Split('+')[0]);
        return ExitCodes.Success;
    }
}
