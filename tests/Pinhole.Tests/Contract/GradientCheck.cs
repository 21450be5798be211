using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Models;

namespace Pinhole.Tests.Contract;

/// <summary>Compares a model's gradient with central differences of its loss, parameter by parameter.</summary>
internal static class GradientCheck
{
    /// <summary>
    /// Walks a small way along the gradient of each parameter and along a random direction, and expects the slope that
    /// the gradient promises. In float32 a slope is known to about 1e-3 of the steepest one.
    /// </summary>
    /// <param name="model">A model without kinks near its weights.</param>
    /// <param name="rows">Prepared, [batch, columns].</param>
    /// <param name="kind">What the rows go through the model for: training or evaluation.</param>
    /// <param name="distance">How far to walk: less where the loss is more curved.</param>
    /// <param name="unfelt">A parameter that the loss does not feel: its gradient and its slope must vanish.</param>
    /// <param name="part">What the names of the parameters begin with that are looked at; all of them without
    /// it.</param>
    public static void Verify(
        Autoencoder model,
        float[] rows,
        PassKind kind = PassKind.Evaluation,
        double distance = 1e-2,
        string? unfelt = null,
        string part = ""
    )
    {
        Pass pass =
            kind == PassKind.Training ? Pass.Training(model.Parameters, 1, 0) : Pass.Evaluation(model.Parameters, 1, 0);
        Kernels kernels = model.Parameters.Kernels;
        Dictionary<string, float[]> gradients = Gradients(model, rows, pass);
        Rng rng = new(5);
        foreach (
            Parameter parameter in model.Parameters.Parameters.Where(parameter =>
                parameter.Name.StartsWith(part, StringComparison.Ordinal)
            )
        )
        {
            float[] gradient = gradients[parameter.Name];
            if (parameter.IsStatistic)
            {
                Assert.All(gradient, slope => Assert.Equal(0f, slope));
                continue;
            }

            double length = Math.Sqrt(gradient.Sum(value => (double)value * value));
            if (parameter.Name == unfelt)
            {
                Assert.True(length < 1e-4, $"{unfelt} gets a gradient of length {length}");
                double[] anywhere = [.. gradient.Select(_ => rng.NextGaussian())];
                Assert.Equal(0, Slope(model, kernels, parameter, anywhere, rows, pass, distance), 1e-3);
                continue;
            }

            Assert.True(length > 1e-3, $"{parameter.Name} gets no gradient");
            double[] along = [.. gradient.Select(value => value / length)];
            double[] random = [.. gradient.Select(_ => rng.NextGaussian() / Math.Sqrt(gradient.Length))];

            foreach (double[] direction in new[] { along, random })
            {
                double promised = gradient.Zip(direction, (slope, part) => slope * part).Sum();
                double measured = Slope(model, kernels, parameter, direction, rows, pass, distance);
                Assert.True(
                    Math.Abs(promised - measured) < 5e-3 * length,
                    $"{parameter.Name}: the gradient promises {promised}, the loss changes by {measured}"
                );
            }
        }
    }

    private static Dictionary<string, float[]> Gradients(Autoencoder model, float[] rows, Pass pass)
    {
        using Tape tape = new(model.Parameters.Kernels);
        LossTerms terms = new();
        model.Loss(model.Batch(tape, rows), pass, terms);
        tape.Backward(terms.Total);
        Dictionary<string, float[]> gradients = [];
        foreach (Parameter parameter in model.Parameters.Parameters)
        {
            gradients[parameter.Name] = new float[parameter.Shape.Length];
            model.Parameters.Kernels.Read(parameter.Gradient, gradients[parameter.Name]);
        }

        return gradients;
    }

    private static double Slope(
        Autoencoder model,
        Kernels kernels,
        Parameter parameter,
        double[] direction,
        float[] rows,
        Pass pass,
        double step
    )
    {
        float[] weights = new float[parameter.Shape.Length];
        kernels.Read(parameter.Value, weights);
        double Loss(double distance)
        {
            kernels.Write(
                [.. weights.Zip(direction, (weight, part) => (float)(weight + (distance * part)))],
                parameter.Value
            );
            return model.Loss(rows, pass);
        }

        double slope = (Loss(step) - Loss(-step)) / (2 * step);
        kernels.Write(weights, parameter.Value);
        return slope;
    }
}
