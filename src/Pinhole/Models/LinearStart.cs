using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Models.Networks;

namespace Pinhole.Models;

/// <summary>
/// Lets the linear paths of a <see cref="ResidualNetwork"/> begin at principal components, scaled together so
/// that the first number of the latent has a variance of one.
/// </summary>
internal static class LinearStart
{
    /// <summary>
    /// Writes the components into the paths. Numbers of the latent that have none, or one that the rows do not vary
    /// along, keep small random weights on the way in and add nothing on the way out.
    /// </summary>
    /// <param name="model">A fresh model; one that has begun to learn, or has no such paths, is left alone.</param>
    /// <param name="mean">The mean of the prepared rows, [columns].</param>
    /// <param name="components">Orthonormal directions, zero where there is none, [components, columns].</param>
    /// <param name="variances">The variance of the rows along each, [components].</param>
    /// <param name="outputs">What a unit of each adds to a reconstruction, [components, output columns].</param>
    public static void Apply(
        Autoencoder model,
        ReadOnlySpan<float> mean,
        ReadOnlySpan<float> components,
        ReadOnlySpan<float> variances,
        ReadOnlySpan<float> outputs
    )
    {
        ParameterSet parameters = model.Parameters;
        Kernels kernels = parameters.Kernels;
        if (
            Find(ResidualNetwork.EncoderPath, "weight") is not Parameter encoderWeight
            || Find(ResidualNetwork.EncoderPath, "bias") is not Parameter encoderBias
            || Find(ResidualNetwork.DecoderPath, "weight") is not Parameter decoderWeight
            || Find(ResidualNetwork.DecoderPath, "bias") is not Parameter decoderBias
            || kernels.SumOfSquares(decoderBias.Value) != 0
        )
            return;
        float[] into = Read(encoderWeight),
            bias = Read(encoderBias),
            outOf = new float[decoderWeight.Shape.Length];
        int columns = model.Columns,
            outputColumns = model.OutputColumns,
            width = encoderWeight.Shape.Columns,
            latent = decoderWeight.Shape.Columns;
        double deviation = Math.Sqrt(variances[0]);
        for (int k = 0; k < variances.Length && variances[k] > 0; k++)
        {
            Span<float> row = into.AsSpan(k * width, width);
            row.Clear();
            double centre = 0;
            for (int column = 0; column < columns; column++)
            {
                double weight = components[(k * columns) + column] / deviation;
                row[column] = (float)weight;
                centre += weight * mean[column];
            }

            bias[k] = (float)-centre;
            for (int column = 0; column < outputColumns; column++)
                outOf[(column * latent) + k] = (float)(outputs[(k * outputColumns) + column] * deviation);
        }

        kernels.Write(into, encoderWeight.Value);
        kernels.Write(bias, encoderBias.Value);
        kernels.Write(outOf, decoderWeight.Value);

        Parameter? Find(string path, string part) =>
            parameters.Parameters.FirstOrDefault(parameter => parameter.Name == $"{path}.{part}");

        float[] Read(Parameter parameter)
        {
            float[] values = new float[parameter.Shape.Length];
            kernels.Read(parameter.Value, values);
            return values;
        }
    }
}
