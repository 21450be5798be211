using System.Reflection;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Xunit.Sdk;

namespace Pinhole.Tests.Contract;

/// <summary>
/// Presets and losses for one test of the contract: over all tests together every preset meets every loss, and every
/// test meets every preset and every loss. A new preset, loss or test is covered by being there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ModelPairsAttribute : DataAttribute
{
    private static readonly string[] Tests =
    [
        .. typeof(ModelPairsAttribute)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<ModelPairsAttribute>() is not null)
            .Select(Name)
            .Order(StringComparer.Ordinal),
    ];

    private static readonly IReadOnlyList<int[]> Cover = Pairs.Cover(
        Presets.Names.Count,
        Reconstruction.Names.Count,
        Tests.Length
    );

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        int test = Array.IndexOf(Tests, Name(testMethod));
        return Cover
            .Where(values => values[2] == test)
            .Select(values => new object[] { Presets.Names[values[0]], Reconstruction.Names[values[1]] });
    }

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
