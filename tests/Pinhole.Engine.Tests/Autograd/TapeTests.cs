using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Autograd;

public sealed class TapeTests
{
    [Fact]
    public void Nothing_goes_back_through_what_was_detached()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([2, 3], new Shape(2));
        float[] values = new float[2],
            gradient = new float[2];
        Tensor product = x * tape.Detach(x);
        tape.Backward(product.Sum());
        tape.Read(product, values);
        tape.ReadGradient(x, gradient);
        Assert.Equal([4, 9], values);
        Assert.Equal([2, 3], gradient);
    }

    [Fact]
    public void A_tensor_from_before_a_rewind_is_refused_and_told_why()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor old = tape.Input([1f], new Shape(1));
        tape.Rewind();
        tape.Input([2f], new Shape(1));
        const string Message =
            "The tape was rewound after this tensor was made, and its memory is in use again. Read what you need "
            + "before Rewind.";
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => old.Shape).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => old.Square()).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => tape.ReadScalar(old)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => tape.Backward(old)).Message);
    }

    [Fact]
    public void A_tensor_of_another_tape_is_refused()
    {
        using Tape tape = new(Widths.Get(1)),
            other = new(Widths.Get(1));
        Tensor here = tape.Input([1f], new Shape(1)),
            there = other.Input([1f], new Shape(1));
        Assert.StartsWith(
            "The tensor belongs to another tape.",
            Assert.Throws<ArgumentException>(() => here + there).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => tape.ReadScalar(there));
        Assert.Throws<ArgumentException>(() => tape.ReadScalar(default));
        Assert.Throws<ArgumentException>(() => tape.Backward(there));
    }

    [Fact]
    public void A_refused_call_leaves_the_tape_as_it_was()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([2f, 3f], new Shape(1, 2)),
            other = tape.Input([1f], new Shape(1));
        Tensor square = x.Square();
        Assert.Throws<ArgumentException>(() => square + other);
        tape.Backward(square.Sum());
        Assert.Equal([4f, 6f], Gradient(tape, x));
    }

    [Fact]
    public void Too_few_numbers_are_refused_with_the_shape()
    {
        using Tape tape = new(Widths.Get(1));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => tape.Input(new float[5], new Shape(2, 3)));
        Assert.StartsWith(
            "A tensor of shape [2, 3] needs 6 numbers, not 5.",
            exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reading_needs_a_span_of_the_right_length()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable(new float[6], new Shape(2, 3));
        Assert.Equal(
            "A tensor of shape [2, 3] has 6 numbers, not 5.",
            Assert.Throws<ArgumentException>(() => tape.Read(x, new float[5])).Message
        );
        Assert.Throws<ArgumentException>(() => tape.ReadGradient(x, new float[7]));
        Assert.Throws<ArgumentException>(() => tape.ReadScalar(x));
    }

    [Fact]
    public void Only_one_number_has_a_gradient()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable(new float[6], new Shape(2, 3));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => tape.Backward(x.Square()));
        Assert.Contains("[2, 3]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tape_that_does_not_record_computes_and_refuses_gradients()
    {
        using Tape tape = new(Widths.Get(1), recording: false);
        Tensor loss = tape.Variable([3f], Shape.Scalar).Square();
        Assert.Equal(9f, tape.ReadScalar(loss));
        Assert.Contains(
            "does not record",
            Assert.Throws<InvalidOperationException>(() => tape.Backward(loss)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_loss_that_depends_on_nothing_is_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor loss = tape.Input([3f], Shape.Scalar).Square();
        Assert.Throws<InvalidOperationException>(() => tape.Backward(loss));
    }

    [Fact]
    public void A_variable_the_loss_does_not_depend_on_has_gradient_zero_even_if_it_had_one_before()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([3f], Shape.Scalar),
            y = tape.Variable([4f], Shape.Scalar);
        tape.Backward(x * y);
        Assert.Equal(3f, Gradient(tape, y)[0]);
        tape.Backward(x.Square());
        Assert.Equal(6f, Gradient(tape, x)[0]);
        Assert.Equal(0f, Gradient(tape, y)[0]);
    }

    [Fact]
    public void Gradients_of_one_pass_do_not_leak_into_the_next()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([3f], Shape.Scalar);
        Tensor loss = x.Square() * x;
        tape.Backward(loss);
        tape.Backward(loss);
        Assert.Equal(27f, Gradient(tape, x)[0]);
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Other_shapes_after_a_rewind_give_what_a_fresh_tape_gives(int lanes)
    {
        Device device = Widths.Get(lanes);
        using ParameterSet parameters = new(device, [("w", new Shape(7, 5)), ("b", new Shape(7))]);
        device.Write(Seam.Random(35, 1), parameters.Parameters[0].Value);
        device.Write(Seam.Random(7, 2), parameters.Parameters[1].Value);
        using Tape reused = new(device);
        foreach (int batch in new[] { 8, 3, 1, 20, 0, 8, 100 })
        {
            reused.Rewind();
            using Tape fresh = new(device);
            (float Loss, float[] Gradient) expected = Run(fresh, batch),
                found = Run(reused, batch);
            Assert.Equal(expected.Loss, found.Loss);
            Assert.Equal(expected.Gradient, found.Gradient);
        }

        (float Loss, float[] Gradient) Run(Tape tape, int batch)
        {
            Tensor x = tape.Input(Seam.Random(batch * 5, 3), new Shape(batch, 5));
            Tensor y = x.Linear(
                tape.Parameter(parameters.Parameters[0]),
                tape.Parameter(parameters.Parameters[1]),
                Activation.Tanh
            );
            Tensor loss = y.Square().Sum();
            tape.Backward(loss);
            float[] gradient = new float[parameters.Gradients.Length];
            device.Read(parameters.Gradients, gradient);
            return (tape.ReadScalar(loss), gradient);
        }
    }

    [Fact]
    public void Other_calls_after_a_rewind_may_stand_where_parameters_stood()
    {
        Device device = Widths.Get(1);
        using ParameterSet parameters = new(device, [("w", new Shape(2))]);
        device.Write([5f, 6f], parameters.Parameters[0].Value);
        using Tape tape = new(device);
        tape.Backward(tape.Parameter(parameters.Parameters[0]).Square().Sum());
        tape.Rewind();
        Tensor x = tape.Variable([1f, 2f], new Shape(2));
        tape.Backward((x * tape.Parameter(parameters.Parameters[0])).Sum());
        Assert.Equal([5f, 6f], Gradient(tape, x));
        float[] values = new float[2];
        device.Read(parameters.Parameters[0].Value, values);
        Assert.Equal([5f, 6f], values);
        device.Read(parameters.Parameters[0].Gradient, values);
        Assert.Equal([1f, 2f], values);
    }

    [Fact]
    public void More_calls_than_the_arrays_first_hold_are_noted()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([1f], Shape.Scalar);
        Tensor sum = x;
        for (int i = 0; i < 500; i++)
            sum += x;
        tape.Backward(sum);
        Assert.Equal(501f, tape.ReadScalar(sum));
        Assert.Equal(501f, Gradient(tape, x)[0]);
    }

    [Fact]
    public void Nothing_of_a_tape_that_was_given_back_can_be_used()
    {
        Tape tape = new(Widths.Get(1));
        Tensor x = tape.Input([1f], Shape.Scalar);
        tape.Dispose();
        Assert.Throws<InvalidOperationException>(() => x.Square());
    }

    [Fact]
    public void A_view_has_the_numbers_and_the_gradient_of_what_it_shows()
    {
        using Tape tape = new(Widths.Get(1));
        Tensor x = tape.Variable([1, 2, 3, 4, 5, 6], new Shape(2, 3));
        Tensor square = x * x;
        Tensor view = tape.View(tape.View(square, new Shape(6)), new Shape(3, 2));
        float[] values = new float[6];
        tape.Read(view, values);
        Assert.Equal([1, 4, 9, 16, 25, 36], values);

        tape.Backward((view.SumFeatures() * tape.Input([1, 10, 100], new Shape(3))).Sum() + square.Sum());
        tape.ReadGradient(x, values);
        Assert.Equal([4, 8, 66, 88, 1010, 1212], values);
        Assert.Throws<ArgumentException>(() => tape.View(x, new Shape(2, 2)));
    }

    [Fact]
    public void A_parameter_that_a_view_shows_as_well_moves_after_both_are_done()
    {
        Device device = Widths.Get(1);
        float[] Step(Func<Tape, Tensor, Tensor> again)
        {
            using ParameterSet parameters = new(device, [("weight", new Shape(2, 2))]);
            device.Write([1, 2, 3, 4], parameters.Values);
            using Tape tape = new(device);
            Tensor weight = tape.Parameter(parameters.Parameters[0]),
                x = tape.Input([1, 1], new Shape(1, 2));
            Tensor product = tape.Call(Linear.Instance, default, x, weight);
            tape.BackwardAndUpdate(
                product.Sum() + again(tape, weight).Sum(),
                new ParameterUpdate(parameters, new OptimizerStep(OptimizerRule.Sgd, 0.5f), default, default)
            );
            float[] moved = new float[4];
            device.Read(parameters.Values, moved);
            return moved;
        }

        Assert.Equal([0, 1, 2, 3], Step((_, weight) => weight));
        Assert.Equal([0, 1, 2, 3], Step((tape, weight) => tape.View(weight, new Shape(4))));
    }

    private static float[] Gradient(Tape tape, Tensor tensor)
    {
        float[] gradient = new float[tensor.Shape.Length];
        tape.ReadGradient(tensor, gradient);
        return gradient;
    }
}
