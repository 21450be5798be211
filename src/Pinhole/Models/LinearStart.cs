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
    // Wide rows are written in parts, so that no copy of the weights is made.
    private const int ColumnsAtOnce = 4096;

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
        float[] bias = new float[encoder.Shape.Rows];
        double deviation = Math.Sqrt(start.Variances[0]);
        int count = 0;
        while (count < start.Count && start.Variances[count] > 0)
            count++;
        // A condition comes after the columns; PCA does not use it.
        float[] row = new float[encoder.Shape.Columns];
        for (int k = 0; k < count; k++)
        {
            ReadOnlySpan<float> direction = start.Components.Slice(k * start.Columns, start.Columns);
            double centre = 0;
            for (int column = 0; column < direction.Length; column++)
            {
                double weight = direction[column] / deviation;
                row[column] = (float)weight;
                centre += weight * start.Mean[column];
            }

            bias[k] = (float)-centre;
            kernels.Write(row, encoder.Value.Slice((long)k * row.Length, row.Length));
        }

        int latent = decoder.Shape.Columns;
        float[] part = new float[Math.Min(ColumnsAtOnce, start.OutputColumns) * latent];
        for (int first = 0; first < start.OutputColumns; first += ColumnsAtOnce)
        {
            int columns = Math.Min(ColumnsAtOnce, start.OutputColumns - first);
            for (int k = 0; k < count; k++)
            {
                ReadOnlySpan<float> output = start.Outputs.Slice((k * start.OutputColumns) + first, columns);
                for (int column = 0; column < columns; column++)
                    part[(column * latent) + k] = (float)(output[column] * deviation);
            }

            Span<float> written = part.AsSpan(0, columns * latent);
            kernels.Write(written, decoder.Value.Slice((long)first * latent, written.Length));
        }

        kernels.Write(bias, parameters.Find($"{paths.Encoder}.bias").Value);
        foreach (string last in paths.LastWeights)
            kernels.Fill(parameters.Find(last).Value, 0);
    }
}
