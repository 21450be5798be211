using Pinhole.Engine.Kernels;

namespace Pinhole.Numerics;

/// <summary>
/// Predicts target rows from features by ridge regression (Hoerl and Kennard 1970), fitted on the first rows and
/// measured on the rest. Matrix products run on the device; the linear system is solved in double precision.
/// </summary>
internal sealed class LinearReadout : IDisposable
{
    // Relative to the mean variance of a feature: keeps the solution stable if features are dependent.
    private const double Ridge = 1e-3;

    private readonly Kernels _kernels;
    private readonly int _columns;
    private readonly int _fitted;
    private readonly int _rows;
    private readonly Storage _targets;
    private readonly float[] _centred;

    /// <param name="kernels">The device.</param>
    /// <param name="targets">The targets, [rows, columns].</param>
    /// <param name="columns">Numbers in a target.</param>
    /// <param name="fitted">How many rows are used for fitting.</param>
    public LinearReadout(Kernels kernels, float[] targets, int columns, int fitted)
    {
        _kernels = kernels;
        _columns = columns;
        _fitted = fitted;
        _rows = targets.Length / columns;
        _centred = [.. targets];
        CentreInPlace(_centred, columns);
        _targets = kernels.Allocate(_centred.Length);
        kernels.Write(_centred, _targets.All);
    }

    /// <summary>The share of the targets' variance that the features predict (R²).</summary>
    /// <param name="features">[rows, count].</param>
    /// <param name="count">Numbers in a row.</param>
    /// <returns> 1 − squared error / squared deviation from the fitted rows' mean; 1 if the targets do not vary. Null
    /// if the features are not finite. </returns>
    public double? RSquared(float[] features, int count)
    {
        float[] centred = [.. features];
        CentreInPlace(centred, count);
        ScaleInPlace(centred, count);
        using Storage storage = _kernels.Allocate(centred.Length),
            products = _kernels.Allocate((long)count * Math.Max(count, _columns));
        using Storage predictions = _kernels.Allocate((long)(_rows - _fitted) * _columns);
        _kernels.Write(centred, storage.All);

        Block fit = new(storage, 0, (long)_fitted * count),
            test = new(storage, (long)_fitted * count, (long)(_rows - _fitted) * count);
        Block weights = new(products, 0, (long)count * _columns);
        float[] gram = Multiply(fit, fit, products, count, count);
        float[] cross = Multiply(fit, new Block(_targets, 0, (long)_fitted * _columns), products, count, _columns);
        if (Solve(gram, cross, count) is not float[] solution)
            return null;
        _kernels.Write(solution, weights);
        _kernels.MatMul(
            test,
            false,
            weights,
            false,
            predictions.All,
            _rows - _fitted,
            count,
            _columns,
            accumulate: false
        );
        float[] predicted = new float[(_rows - _fitted) * _columns];
        _kernels.Read(predictions.All, predicted);
        return Share(predicted);
    }

    public void Dispose() => _targets.Dispose();

    /// <summary>left ᵀ · right over the rows for fitting.</summary>
    private float[] Multiply(Block left, Block right, Storage room, int rows, int columns)
    {
        Block product = new(room, 0, (long)rows * columns);
        _kernels.MatMul(left, true, right, false, product, rows, _fitted, columns, accumulate: false);
        float[] values = new float[rows * columns];
        _kernels.Read(product, values);
        return values;
    }

    /// <summary>(gram + ridge)⁻¹ cross, [count, columns]; null if there is none.</summary>
    private float[]? Solve(float[] gram, float[] cross, int count)
    {
        double[] matrix = Array.ConvertAll(gram, value => (double)value),
            solution = Array.ConvertAll(cross, value => (double)value);
        for (int i = 0; i < count; i++)
            matrix[(i * count) + i] += Ridge * _fitted;
        if (!Cholesky.TryFactorInPlace(matrix, count))
            return null;
        Cholesky.SolveInPlace(matrix, count, solution);
        return Array.ConvertAll(solution, value => (float)value);
    }

    private double Share(float[] predicted)
    {
        double error = 0,
            variance = 0;
        ReadOnlySpan<float> targets = _centred.AsSpan(_fitted * _columns);
        for (int i = 0; i < predicted.Length; i++)
        {
            double difference = (double)targets[i] - predicted[i];
            error += difference * difference;
            variance += (double)targets[i] * targets[i];
        }

        return variance > 0 ? 1 - (error / variance) : 1;
    }

    private void CentreInPlace(float[] values, int columns)
    {
        double[] mean = new double[columns];
        for (int i = 0; i < _fitted * columns; i++)
            mean[i % columns] += values[i];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(values[i] - (mean[i % columns] / _fitted));
    }

    /// <summary>All features are divided by one number, so that the mean variance of the fitting rows is 1.</summary>
    private void ScaleInPlace(float[] values, int columns)
    {
        double squares = 0;
        for (int i = 0; i < _fitted * columns; i++)
            squares += (double)values[i] * values[i];
        double scale = squares > 0 ? Math.Sqrt((double)_fitted * columns / squares) : 1;
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(values[i] * scale);
    }
}
