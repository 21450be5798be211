using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Models.Networks;
using Pinhole.Numerics;

namespace Pinhole.Models;

/// <summary>
/// Starts a <see cref="ResidualNetwork"/> at PCA: its linear paths at the principal components, all scaled by one
/// factor so that the first number of the latent has variance 1, and the other paths at zero.
/// </summary>
internal static class LinearStart
{
    /// <summary>
    /// Writes the components into the paths. Numbers of the latent without a component, or with one of no variance,
    /// keep small random encoder weights and zero decoder weights.
    /// </summary>
    /// <param name="model">A new model; a trained model, or one without such paths, is not changed.</param>
    /// <param name="start">The start, fitted to the prepared training rows, and to their targets if they have
    /// any.</param>
    public static void Apply(Autoencoder model, PrincipalComponents start)
    {
        if (model.Options.Network.LinearPaths is not LinearPaths paths)
            return;
        ParameterSet parameters = model.Parameters;
        Kernels kernels = parameters.Kernels;
        Parameter encoder = parameters.Find($"{paths.Encoder}.weight"),
            decoder = parameters.Find($"{paths.Decoder}.weight");
        if (kernels.SumOfSquares(parameters.Find($"{paths.Decoder}.bias").Value) != 0)
            return;
        float[] into = new float[encoder.Shape.Length],
            bias = new float[encoder.Shape.Rows],
            outOf = new float[decoder.Shape.Length];
        kernels.Read(encoder.Value, into);
        double deviation = Math.Sqrt(start.Variances[0]);
        for (int k = 0; k < start.Count && start.Variances[k] > 0; k++)
        {
            ReadOnlySpan<float> direction = start.Components.Slice(k * start.Columns, start.Columns),
                output = start.Outputs.Slice(k * start.OutputColumns, start.OutputColumns);
            // A condition comes after the columns; PCA does not use it.
            Span<float> row = into.AsSpan(k * encoder.Shape.Columns, encoder.Shape.Columns);
            row.Clear();
            double centre = 0;
            for (int column = 0; column < direction.Length; column++)
            {
                double weight = direction[column] / deviation;
                row[column] = (float)weight;
                centre += weight * start.Mean[column];
            }

            bias[k] = (float)-centre;
            for (int column = 0; column < output.Length; column++)
                outOf[(column * decoder.Shape.Columns) + k] = (float)(output[column] * deviation);
        }

        kernels.Write(into, encoder.Value);
        kernels.Write(bias, parameters.Find($"{paths.Encoder}.bias").Value);
        kernels.Write(outOf, decoder.Value);
        foreach (string last in paths.LastWeights)
            kernels.Fill(parameters.Find(last).Value, 0);
    }
}
