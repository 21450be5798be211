using Pinhole.Engine.Tests.Kernels.Cpu;

namespace Pinhole.Engine.Tests;

/// <summary>The entry point of a child process that has fewer instructions; see <see cref="InstructionSetTests"/>.</summary>
internal static class Program
{
    private static int Main() => InstructionSetTests.RunChild();
}
