using Pinhole.Engine.Autograd;

namespace Pinhole.Engine.Tests.Ops;

/// <summary>No operation without its checks.</summary>
public sealed class OpListTests
{
    public static TheoryData<string> Operations { get; } =
    [
        .. typeof(Op)
            .Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract)
            .Select(type => type.Name),
    ];

    [Fact]
    public void Operations_lie_in_Ops_and_are_sealed() =>
        Assert.All(
            typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && !type.IsAbstract),
            type => Assert.True(type.IsSealed && type.Namespace == "Pinhole.Engine.Ops", type.FullName)
        );

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_has_a_test_class_with_the_contract(string op)
    {
        Type? tests = typeof(OpListTests).Assembly.GetType($"Pinhole.Engine.Tests.Ops.{op}Tests");
        Assert.True(tests is not null, $"{op} has no {op}Tests.");
        Type contract = tests.BaseType!;
        Assert.True(
            contract.IsGenericType
                && contract.GetGenericTypeDefinition() == typeof(OpContract<>)
                && contract.GetGenericArguments()[0].Name == op,
            $"{op}Tests is not an OpContract<{op}>."
        );
    }

    [Fact]
    public void Every_golden_case_is_compared()
    {
        string sources = string.Concat(Repository.Files("tests/Pinhole.Engine.Tests/Ops").Select(file => file.Text));
        Assert.All(Goldens.OpNames, name => Assert.Contains($"\"{name}\"", sources, StringComparison.Ordinal));
    }
}
