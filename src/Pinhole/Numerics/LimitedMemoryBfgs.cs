namespace Pinhole.Numerics;

/// <summary>
/// Minimizes a smooth convex function (limited-memory BFGS; Liu and Nocedal 1989); steps are halved until they lower
/// it. The same function gives the same steps.
/// </summary>
internal static class LimitedMemoryBfgs
{
    private const int Memory = 8;
    private const int MaximumHalvings = 30;

    /// <summary>Computes a function's value and gradient.</summary>
    /// <param name="point">[numbers].</param>
    /// <param name="gradient">[numbers], to be filled.</param>
    public delegate double Function(ReadOnlySpan<double> point, Span<double> gradient);

    /// <summary>Minimizes from a starting point, which becomes the best one found.</summary>
    /// <param name="function">The function to minimize.</param>
    /// <param name="point">[numbers], moved in place.</param>
    /// <param name="tolerance">Stops when no element of the gradient is larger.</param>
    /// <param name="maximumSteps">The maximum number of steps.</param>
    public static void MinimizeInPlace(Function function, double[] point, double tolerance, int maximumSteps)
    {
        double[] gradient = new double[point.Length],
            direction = new double[point.Length];
        double[] nextPoint = new double[point.Length],
            nextGradient = new double[point.Length];
        List<Correction> corrections = [];
        double value = function(point, gradient);
        for (int step = 0; step < maximumSteps && Largest(gradient) > tolerance; step++)
        {
            FindDirection(gradient, corrections, direction);
            double slope = DoubleVectors.Dot(direction, gradient);
            double length = corrections.Count == 0 ? 1 / Math.Sqrt(-slope) : 1;
            double nextValue = double.NaN;
            int halvings = 0;
            for (; halvings < MaximumHalvings; halvings++, length /= 2)
            {
                point.CopyTo(nextPoint, 0);
                DoubleVectors.AddScaledInPlace(nextPoint, length, direction);
                nextValue = function(nextPoint, nextGradient);
                if (nextValue <= value + (1e-4 * length * slope))
                    break;
            }

            if (halvings == MaximumHalvings)
                return;
            Remember(corrections, nextPoint, point, nextGradient, gradient);
            nextPoint.CopyTo(point, 0);
            nextGradient.CopyTo(gradient, 0);
            value = nextValue;
        }
    }

    // The two loops of the paper: minus the gradient, times the inverse curvature estimated from the last steps.
    private static void FindDirection(double[] gradient, List<Correction> corrections, double[] direction)
    {
        for (int i = 0; i < direction.Length; i++)
            direction[i] = -gradient[i];
        double[] weights = new double[corrections.Count];
        for (int i = corrections.Count - 1; i >= 0; i--)
        {
            weights[i] = DoubleVectors.Dot(corrections[i].Step, direction) / corrections[i].Product;
            DoubleVectors.AddScaledInPlace(direction, -weights[i], corrections[i].Change);
        }

        if (corrections is [.., Correction last])
        {
            double scale = last.Product / DoubleVectors.Dot(last.Change, last.Change);
            for (int i = 0; i < direction.Length; i++)
                direction[i] *= scale;
        }

        for (int i = 0; i < corrections.Count; i++)
        {
            double weight = DoubleVectors.Dot(corrections[i].Change, direction) / corrections[i].Product;
            DoubleVectors.AddScaledInPlace(direction, weights[i] - weight, corrections[i].Step);
        }
    }

    private static void Remember(
        List<Correction> corrections,
        double[] nextPoint,
        double[] point,
        double[] nextGradient,
        double[] gradient
    )
    {
        double[] step = Difference(nextPoint, point),
            change = Difference(nextGradient, gradient);
        double product = DoubleVectors.Dot(step, change);
        // A step whose curvature is lost in rounding is ignored.
        if (product <= 1e-10 * DoubleVectors.Dot(change, change))
            return;
        if (corrections.Count == Memory)
            corrections.RemoveAt(0);
        corrections.Add(new Correction(step, change, product));
    }

    private static double[] Difference(double[] left, double[] right)
    {
        double[] result = new double[left.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = left[i] - right[i];
        return result;
    }

    private static double Largest(double[] vector)
    {
        double largest = 0;
        foreach (double value in vector)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private sealed record Correction(double[] Step, double[] Change, double Product);
}
