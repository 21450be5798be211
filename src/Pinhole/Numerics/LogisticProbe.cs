using Pinhole.Engine.Kernels;

namespace Pinhole.Numerics;

/// <summary>
/// Multinomial logistic regression: how well linear boundaries separate the classes. It minimizes λ/2 ‖W‖² − Σ log
/// p(label) without a penalty on the intercept, as in scikit-learn with C = 1/λ.
/// </summary>
internal static class LogisticProbe
{
    private const int MaximumSteps = 200;

    // Gradients are sums over the rows in single precision; smaller ones are only rounding error.
    private const double Tolerance = 1e-3;
    private const double ToleranceOfRow = 1e-6;

    /// <summary>Fits on some rows and gives the probabilities of the classes for the others.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="penalty">λ, positive.</param>
    /// <returns>[testing rows, classes]; 0 for a class without fitting rows.</returns>
    public static double[] Score(ProbeRows rows, double penalty = 1) => Path(rows, [penalty])[0];

    /// <summary>The same for several penalties, each starting from the previous solution.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="penalties">λ of each, positive; fastest in descending order.</param>
    /// <returns>For each penalty [testing rows, classes].</returns>
    public static double[][] Path(ProbeRows rows, IReadOnlyList<double> penalties)
    {
        // The intercept of a class without rows would diverge, so the class is left out.
        int[] present = [.. rows.FitLabels.Distinct().Order()];
        using Regression regression = new(rows, present);
        double[] weights = new double[present.Length * (rows.Columns + 1)];
        double[][] path = new double[penalties.Count][];
        for (int step = 0; step < path.Length; step++)
        {
            regression.Penalty = penalties[step];
            LimitedMemoryBfgs.MinimizeInPlace(
                regression.Loss,
                weights,
                Math.Max(Tolerance, ToleranceOfRow * rows.FitLabels.Length),
                MaximumSteps
            );
            path[step] = new double[rows.TestLabels.Length * rows.Classes];
            double[] probabilities = regression.Probabilities(weights);
            for (int i = 0; i < probabilities.Length; i++)
                path[step][(i / present.Length * rows.Classes) + present[i % present.Length]] = probabilities[i];
        }

        return path;
    }

    /// <summary>
    /// The function to minimize; the point holds the weights [classes, columns], then the intercepts [classes].
    /// </summary>
    private sealed class Regression : IDisposable
    {
        private readonly ProbeRows _rows;
        private readonly int _classes;
        private readonly int[] _labels;
        private readonly Storage _weightStorage;
        private readonly Storage _outputStorage;
        private readonly Storage _gradientStorage;
        private readonly float[] _weights;
        private readonly float[] _outputs;

        public Regression(ProbeRows rows, int[] present)
        {
            _rows = rows;
            _classes = present.Length;
            _labels = Array.ConvertAll(rows.FitLabels, label => Array.IndexOf(present, label));
            int weights = _classes * (rows.Columns + 1),
                outputs = Math.Max(rows.FitLabels.Length, rows.TestLabels.Length) * _classes;
            _weights = new float[weights];
            _outputs = new float[outputs];
            _weightStorage = rows.Kernels.Allocate(weights);
            _outputStorage = rows.Kernels.Allocate(outputs);
            _gradientStorage = rows.Kernels.Allocate(weights);
        }

        /// <summary>λ.</summary>
        public double Penalty { get; set; } = 1;

        public double Loss(ReadOnlySpan<double> weights, Span<double> gradient)
        {
            int rows = _labels.Length,
                penalized = _classes * _rows.Columns;
            Span<float> outputs = Outputs(weights, _rows.Fit, rows);
            Span<double> intercepts = gradient[penalized..];
            intercepts.Clear();
            double loss = 0;
            Span<double> probabilities = new double[_classes];
            for (int row = 0; row < rows; row++)
            {
                Span<float> output = outputs.Slice(row * _classes, _classes);
                loss -= LogSoftmax(output, probabilities)[_labels[row]];
                for (int i = 0; i < _classes; i++)
                {
                    double slope = Math.Exp(probabilities[i]) - (i == _labels[row] ? 1 : 0);
                    intercepts[i] += slope;
                    output[i] = (float)slope;
                }
            }

            Block slopes = new(_outputStorage, 0, outputs.Length),
                product = new(_gradientStorage, 0, penalized);
            _rows.Kernels.Write(outputs, slopes);
            _rows.Kernels.MatMul(
                slopes,
                true,
                _rows.Fit,
                false,
                product,
                _classes,
                rows,
                _rows.Columns,
                accumulate: false
            );
            _rows.Kernels.Read(product, _weights.AsSpan(0, penalized));
            double squares = 0;
            for (int i = 0; i < penalized; i++)
            {
                gradient[i] = _weights[i] + (Penalty * weights[i]);
                squares += weights[i] * weights[i];
            }

            return loss + (Penalty / 2 * squares);
        }

        public double[] Probabilities(ReadOnlySpan<double> weights)
        {
            int rows = _rows.TestLabels.Length;
            Span<float> outputs = Outputs(weights, _rows.Test(0, rows), rows);
            double[] probabilities = new double[outputs.Length];
            for (int row = 0; row < rows; row++)
                LogSoftmax(outputs.Slice(row * _classes, _classes), probabilities.AsSpan(row * _classes, _classes));
            return Array.ConvertAll(probabilities, Math.Exp);
        }

        public void Dispose()
        {
            _weightStorage.Dispose();
            _outputStorage.Dispose();
            _gradientStorage.Dispose();
        }

        // [rows, classes].
        private Span<float> Outputs(ReadOnlySpan<double> weights, Block input, int rows)
        {
            for (int i = 0; i < _weights.Length; i++)
                _weights[i] = (float)weights[i];
            _rows.Kernels.Write(_weights, new Block(_weightStorage, 0, _weights.Length));
            Block weight = new(_weightStorage, 0, (long)_classes * _rows.Columns),
                bias = new(_weightStorage, (long)_classes * _rows.Columns, _classes);
            Block output = new(_outputStorage, 0, (long)rows * _classes);
            _rows.Kernels.Linear(input, weight, bias, output, rows, _rows.Columns, _classes, Activation.Identity);
            Span<float> outputs = _outputs.AsSpan(0, rows * _classes);
            _rows.Kernels.Read(output, outputs);
            return outputs;
        }

        private static Span<double> LogSoftmax(ReadOnlySpan<float> outputs, Span<double> result)
        {
            double greatest = double.NegativeInfinity,
                sum = 0;
            foreach (float output in outputs)
                greatest = Math.Max(greatest, output);
            foreach (float output in outputs)
                sum += Math.Exp(output - greatest);
            for (int i = 0; i < outputs.Length; i++)
                result[i] = outputs[i] - greatest - Math.Log(sum);
            return result;
        }
    }
}
