using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Autograd;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Ops;

/// <summary>One way to use an operation.</summary>
/// <param name="Golden">The name of the same call in tests/golden/engine_ops.json, which also gives the inputs.</param>
/// <param name="Written">The call as users write it.</param>
/// <param name="Arguments">The arguments it must come down to; null where it is not a single call.</param>
public sealed record OpCase(string Golden, Func<Tensor[], Tensor> Written, OpArguments? Arguments);

/// <summary>What every operation must fulfil; its test class adds what is special about it.</summary>
/// <typeparam name="TOp">The operation; a test asserts that each one has a class derived from this.</typeparam>
public abstract class OpContract<TOp>
    where TOp : Op
{
    private readonly TOp _op;
    private readonly OpCase[] _cases;

    protected OpContract(TOp op, params OpCase[] cases)
    {
        _op = op;
        _cases = cases;
    }

    [Fact]
    public void Gradients_agree_with_central_differences()
    {
        foreach (OpCase use in _cases)
        {
            GoldenOp golden = Goldens.Op(use.Golden);
            GradientCheck.Passes(golden.Inputs, golden.Output.Gradient!, use.Written);
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Values_and_gradients_agree_with_PyTorch(int lanes)
    {
        foreach (OpCase use in _cases)
        {
            GoldenOp golden = Goldens.Op(use.Golden);
            using Tape tape = new(Widths.Get(lanes));
            Result result = Run(tape, golden, use.Written);
            Assert.Equal(golden.Output.Shape, result.Shape);
            Numbers.AssertClose(golden.Output.Values, result.Output, 1e-6, $"{use.Golden}, output");
            for (int i = 0; i < golden.Inputs.Length; i++)
            {
                if (golden.Inputs[i].Gradient is double[] expected)
                    Numbers.AssertClose(expected, result.Gradients[i], 2e-6, $"{use.Golden}, gradient {i}");
            }
        }
    }

    [Fact]
    public void What_is_written_comes_down_to_the_operation_with_its_arguments()
    {
        foreach (OpCase use in _cases)
        {
            if (use.Arguments is not OpArguments arguments)
                continue;
            GoldenOp golden = Goldens.Op(use.Golden);
            using Tape tape = new(Widths.Get(1));
            Result written = Run(tape, golden, use.Written);
            Result called = Run(tape, golden, inputs => tape.Call(_op, arguments, inputs));
            Assert.Equal(called.Output, written.Output);
            Assert.Equal(called.Gradients, written.Gradients);
        }
    }

    [Fact]
    public void The_fused_form_equals_its_composition()
    {
        using ReferenceKernels reference = new();
        foreach (OpCase use in _cases)
        {
            if (use.Arguments is not OpArguments arguments)
                continue;
            Compare(reference, use, arguments, 1e-12);
            Compare(Widths.Get(Widths.Widest), use, arguments, 1e-5);
        }
    }

    private void Compare(Device device, OpCase use, OpArguments arguments, double tolerance)
    {
        GoldenOp golden = Goldens.Op(use.Golden);
        using Tape tape = new(device);
        bool composes = true;
        Result composed = Run(tape, golden, inputs =>
        {
            Tensor? composition = _op.Compose(inputs, arguments);
            composes = composition is not null;
            return composition ?? tape.Call(_op, arguments, inputs);
        });
        if (!composes)
            return;
        Result fused = Run(tape, golden, inputs => tape.Call(_op, arguments, inputs));
        Assert.Equal(composed.Shape, fused.Shape);
        Numbers.AssertClose(composed.Output.AsSpan(), fused.Output.AsSpan(), tolerance, $"{use.Golden}, output");
        for (int i = 0; i < golden.Inputs.Length; i++)
            Numbers.AssertClose(
                composed.Gradients[i].AsSpan(),
                fused.Gradients[i].AsSpan(),
                tolerance,
                $"{use.Golden}, gradient {i}"
            );
    }

    private static Result Run(Tape tape, GoldenOp golden, Func<Tensor[], Tensor> function)
    {
        tape.Rewind();
        Tensor[] inputs =
        [
            .. golden.Inputs.Select(input =>
                input.Gradient is null
                    ? tape.Input(input.Floats, input.Shape)
                    : tape.Variable(input.Floats, input.Shape)
            ),
        ];
        Tensor output = function(inputs);
        tape.Backward(
            (output * tape.Input(golden.Output.Gradient!.Select(x => (float)x).ToArray(), output.Shape)).Sum()
        );
        return new Result(
            output.Shape,
            Read(tape, tape.Resolve(output).Value),
            [.. inputs.Select(input => Gradient(tape, input))]
        );
    }

    private static double[] Gradient(Tape tape, Tensor tensor) =>
        tape.Resolve(tensor).HasGradient ? Read(tape, tape.Resolve(tensor).Gradient) : [];

    private static double[] Read(Tape tape, Engine.Kernels.Block block)
    {
        if (tape.Kernels is ReferenceKernels)
            return ReferenceKernels.Values(block).ToArray();
        float[] values = new float[block.Length];
        tape.Kernels.Read(block, values);
        return [.. values.Select(value => (double)value)];
    }

    private sealed record Result(Shape Shape, double[] Output, double[][] Gradients);
}
