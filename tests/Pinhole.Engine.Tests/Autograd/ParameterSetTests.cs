using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Autograd;

public sealed class ParameterSetTests
{
    [Fact]
    public void A_parameter_is_found_by_its_name()
    {
        using ParameterSet set = new(Widths.Get(1), [("a", new Shape(2)), ("b", new Shape(3))]);
        Assert.Same(set.Parameters[1], set.Find("b"));
        Assert.StartsWith(
            "There is no parameter c.",
            Assert.Throws<ArgumentException>(() => set.Find("c")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Parameters_lie_one_after_another_each_at_a_cache_line()
    {
        using ParameterSet parameters = new(
            Widths.Get(1),
            [("a", new Shape(3, 7)), ("b", new Shape(3)), ("c", new Shape(16)), ("d", new Shape(1))]
        );
        Assert.Equal(3 * 7 + 3 + 16 + 1, parameters.Count);
        Assert.Equal([0L, 32L, 48L, 64L], parameters.Parameters.Select(parameter => parameter.Value.Offset));
        Assert.Equal([21L, 3L, 16L, 1L], parameters.Parameters.Select(parameter => parameter.Value.Length));
        Assert.Equal([80L, 112L, 128L, 144L], parameters.Parameters.Select(parameter => parameter.Gradient.Offset));
        Assert.Equal(80, parameters.Values.Length);
        Assert.Equal(["a", "b", "c", "d"], parameters.Parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void A_name_must_not_occur_twice()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() =>
            new ParameterSet(Widths.Get(1), [("weight", new Shape(1)), ("weight", new Shape(2))])
        );
        Assert.StartsWith("Two parameters are called weight.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_lie_behind_get_no_gradient_and_no_update_moves_them()
    {
        using ReferenceKernels kernels = new();
        using ParameterSet parameters = new(
            kernels,
            [("a", new Shape(3)), ("mean", new Shape(3)), ("b", new Shape(3)), ("variance", new Shape(3))],
            new HashSet<string> { "mean", "variance" }
        );
        Assert.Equal(6, parameters.Count);
        Assert.Equal([0L, 32L, 16L, 48L], parameters.Parameters.Select(parameter => parameter.Value.Offset));
        Assert.Equal([false, true, false, true], parameters.Parameters.Select(parameter => parameter.IsStatistic));
        kernels.Fill(parameters.Values, 2f);
        // Gradient descent that shrinks by half in each step.
        OptimizerStep step = new(OptimizerRule.Sgd, 0.5f, 0, 0, 0, 1f, 1);
        ParameterUpdate update = new(parameters, step, default, default);
        using Tape tape = new(kernels);
        Tensor[] t = [.. parameters.Parameters.Select(tape.Parameter)];

        tape.BackwardAndUpdate((t[0] * t[1] * t[2] * t[3]).Sum(), update);
        update.Apply();

        Assert.Equal(new double[3], ReferenceKernels.Values(parameters.Parameters[1].Gradient).ToArray());
        Assert.NotEqual(2, ReferenceKernels.Values(parameters.Parameters[2].Value)[0]);
        Assert.Equal([2, 2, 2], ReferenceKernels.Values(parameters.Parameters[1].Value).ToArray());
        Assert.Equal([2, 2, 2], ReferenceKernels.Values(parameters.Parameters[3].Value).ToArray());
    }

    [Fact]
    public void A_set_may_be_empty()
    {
        using ParameterSet parameters = new(Widths.Get(1), []);
        Assert.Equal(0, parameters.Count);
        Assert.True(parameters.Values.IsEmpty);
    }
}
