using System.Globalization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Autograd;

/// <summary>Compares the gradients that a tape finds with central differences, both in double precision.</summary>
internal static class GradientCheck
{
    private const double Step = 1e-5;
    private const double Tolerance = 1e-6;

    /// <summary>Checks the gradients of a function of some tensors, in the weighted sum of all it returns.</summary>
    /// <param name="inputs">What the function is given; those with a gradient here are checked, the others
    /// held.</param>
    /// <param name="weights">As many as the function returns numbers.</param>
    /// <param name="function">What is differentiated.</param>
    public static void Passes(GoldenTensor[] inputs, double[] weights, Func<Tensor[], Tensor> function)
    {
        using ReferenceKernels kernels = new();
        using Tape tape = new(kernels);
        double[][] values = [.. inputs.Select(input => input.Values.ToArray())];

        tape.Backward(Run());
        double[][] gradients = [.. inputs.Select((_, i) => Gradient(i))];
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Gradient is not null)
                Compare(values[i], gradients[i], Loss, $"input {i}");
        }

        Tensor Run()
        {
            tape.Rewind();
            Tensor[] tensors = new Tensor[inputs.Length];
            for (int i = 0; i < inputs.Length; i++)
            {
                tensors[i] = inputs[i].Gradient is null
                    ? tape.Input(inputs[i].Floats, inputs[i].Shape)
                    : tape.Variable(inputs[i].Floats, inputs[i].Shape);
                values[i].CopyTo(ReferenceKernels.Values(tape.Resolve(tensors[i]).Value));
            }

            Tensor output = function(tensors);
            Tensor weight = tape.Input([.. weights.Select(value => (float)value)], output.Shape);
            weights.CopyTo(ReferenceKernels.Values(tape.Resolve(weight).Value));
            return (output * weight).Sum();
        }

        // The inputs are the first tensors on the tape.
        double[] Gradient(int input) =>
            tape.Slot(input).HasGradient ? ReferenceKernels.Values(tape.Slot(input).Gradient).ToArray() : [];

        double Loss() => ReferenceKernels.Values(tape.Resolve(Run()).Value)[0];
    }

    /// <summary>
    /// Checks the gradients of a scalar in all parameters of a set on <see cref="ReferenceKernels"/>.
    /// </summary>
    public static void Passes(ParameterSet parameters, Func<Tape, Tensor> loss)
    {
        using Tape tape = new(parameters.Kernels);
        tape.Backward(loss(tape));
        foreach (Parameter parameter in parameters.Parameters)
        {
            double[] gradient = ReferenceKernels.Values(parameter.Gradient).ToArray();
            Compare(ReferenceKernels.Values(parameter.Value), gradient, Loss, parameter.Name);
        }

        double Loss()
        {
            tape.Rewind();
            return ReferenceKernels.Values(tape.Resolve(loss(tape)).Value)[0];
        }
    }

    private static void Compare(Span<double> values, double[] gradient, Func<double> loss, string what)
    {
        Assert.Equal(values.Length, gradient.Length);
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            values[i] = value + Step;
            double above = loss();
            values[i] = value - Step;
            double below = loss();
            values[i] = value;
            Numbers.AssertClose(
                (above - below) / (2 * Step),
                gradient[i],
                Tolerance,
                $"{what}, element {i.ToString(CultureInfo.InvariantCulture)}"
            );
        }
    }
}
