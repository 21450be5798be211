using System.Globalization;
using System.Reflection;
using Pinhole.Engine.Kernels.Cpu;
using Xunit.Sdk;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

/// <summary>
/// Kernels on a runtime that hides the wider instructions, and on one that compiles without optimizing, as a debugger
/// has it.
/// </summary>
public sealed class InstructionSetTests
{
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", 8)]
    [InlineData("DOTNET_EnableAVX2", "0", 4)]
    [InlineData("DOTNET_EnableHWIntrinsic", "0", 1)]
    [InlineData("DOTNET_JITMinOpts", "1", 16)]
    public async Task Kernels_are_right_on_other_runtimes(string setting, string value, int lanes)
    {
        string output = await Child.Run(Child.Instructions, setting, value);
        Assert.Equal(
            Math.Min(lanes, CpuKernels.Lanes),
            int.Parse(output.Split('\n')[^1], CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public void The_widest_vectors_are_chosen()
    {
        Assert.Equal(Widths.Widest, CpuKernels.Lanes);
        using Device device = CpuKernels.Create(1);
        Assert.Equal(Widths.Get(CpuKernels.Lanes).GetType(), device.GetType());
    }

    [Fact]
    public void The_tests_that_are_run_again_are_found()
    {
        string[] found = [.. Checks(1).Select(check => check.Method.DeclaringType!.Name).Distinct()];
        Assert.Contains(nameof(MatrixProductTests), found);
        Assert.Contains(nameof(UpdateRulesTests), found);
        Assert.True(found.Length > 10, string.Join(", ", found));
    }

    /// <summary>
    /// What the child does: checks its own kernels by all tests beside this one that have a width, and prints how many
    /// lanes they have.
    /// </summary>
    internal static void RunChild()
    {
        int lanes = CpuKernels.Lanes;
        foreach ((MethodInfo method, object[] arguments) in Checks(lanes))
        {
            object tests = Activator.CreateInstance(method.DeclaringType!)!;
            method.Invoke(tests, arguments);
            (tests as IDisposable)?.Dispose();
        }

        Console.WriteLine(lanes.ToString(CultureInfo.InvariantCulture));
    }

    // The theories of the tests beside this one whose first argument is the number of lanes, for this number.
    private static IEnumerable<(MethodInfo Method, object[] Arguments)> Checks(int lanes) =>
        from type in typeof(InstructionSetTests).Assembly.GetTypes()
        where type.Namespace == typeof(InstructionSetTests).Namespace
        from method in type.GetMethods()
        where method.GetParameters() is [{ Name: nameof(lanes) }, ..]
        from data in method.GetCustomAttributes<DataAttribute>()
        from arguments in data.GetData(method)
        where arguments[0].Equals(lanes)
        select (method, arguments);
}
