using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <content>Normalization as the papers write it; gradients through mean and variance one after the other.</content>
internal sealed partial class ReferenceKernels
{
    public override void BatchNormalization(
        Block input,
        Block scale,
        Block shift,
        Block runningMean,
        Block runningVariance,
        Block output,
        int rows,
        int columns,
        float epsilon,
        float momentum,
        bool frozen
    )
    {
        Span<double> x = Values(input),
            y = Values(output),
            means = Values(runningMean),
            variances = Values(runningVariance);
        for (int column = 0; column < columns; column++)
        {
            (double mean, double variance) = frozen
                ? (means[column], variances[column])
                : Moments(x, column, columns, rows);
            if (!frozen && rows > 1 && !means.IsEmpty)
            {
                means[column] = ((1 - (double)momentum) * means[column]) + (momentum * mean);
                variances[column] =
                    ((1 - (double)momentum) * variances[column]) + (momentum * variance * rows / (rows - 1));
            }

            for (int row = 0; row < rows; row++)
            {
                int i = (row * columns) + column;
                y[i] = ((x[i] - mean) / Math.Sqrt(variance + epsilon) * Values(scale)[column]) + Values(shift)[column];
            }
        }
    }

    public override void BatchNormalizationBackward(
        Block input,
        Block scale,
        Block frozenMean,
        Block frozenVariance,
        Block outputGradient,
        Block inputGradient,
        bool accumulateInput,
        Block scaleGradient,
        bool accumulateScale,
        Block shiftGradient,
        bool accumulateShift,
        int rows,
        int columns,
        float epsilon
    )
    {
        Span<double> x = Values(input),
            s = Values(scale),
            dy = Values(outputGradient),
            dx = Values(inputGradient);
        for (int column = 0; column < columns; column++)
        {
            bool frozen = !frozenMean.IsEmpty;
            (double mean, double variance) = frozen
                ? (Values(frozenMean)[column], Values(frozenVariance)[column])
                : Moments(x, column, columns, rows);
            double deviation = Math.Sqrt(variance + epsilon),
                ofScale = 0,
                ofShift = 0;
            double[] ofNormal = new double[rows],
                centered = new double[rows];
            for (int row = 0; row < rows; row++)
            {
                int i = (row * columns) + column;
                centered[row] = x[i] - mean;
                ofNormal[row] = dy[i] * s[column];
                ofScale += dy[i] * centered[row] / deviation;
                ofShift += dy[i];
            }

            if (!scaleGradient.IsEmpty)
                Put(Values(scaleGradient), column, ofScale, accumulateScale);
            if (!shiftGradient.IsEmpty)
                Put(Values(shiftGradient), column, ofShift, accumulateShift);
            for (int row = 0; row < rows && !inputGradient.IsEmpty; row++)
            {
                double own = frozen ? ofNormal[row] / deviation : InputSlope(ofNormal, centered, deviation, row);
                Put(dx, (row * columns) + column, own, accumulateInput);
            }
        }
    }

    public override void LayerNormalization(
        Block input,
        Block scale,
        Block shift,
        Block output,
        int rows,
        int columns,
        float epsilon
    )
    {
        Span<double> x = Values(input),
            y = Values(output);
        for (int row = 0; row < rows; row++)
        {
            (double mean, double variance) = Moments(x, row * columns, 1, columns);
            for (int column = 0; column < columns; column++)
            {
                int i = (row * columns) + column;
                y[i] = ((x[i] - mean) / Math.Sqrt(variance + epsilon) * Values(scale)[column]) + Values(shift)[column];
            }
        }
    }

    public override void LayerNormalizationBackward(
        Block input,
        Block scale,
        Block outputGradient,
        Block inputGradient,
        bool accumulateInput,
        Block scaleGradient,
        bool accumulateScale,
        Block shiftGradient,
        bool accumulateShift,
        int rows,
        int columns,
        float epsilon
    )
    {
        Span<double> x = Values(input),
            s = Values(scale),
            dy = Values(outputGradient),
            dx = Values(inputGradient);
        double[] ofScale = new double[columns],
            ofShift = new double[columns];
        for (int row = 0; row < rows; row++)
        {
            (double mean, double variance) = Moments(x, row * columns, 1, columns);
            double deviation = Math.Sqrt(variance + epsilon);
            double[] ofNormal = new double[columns],
                centered = new double[columns];
            for (int column = 0; column < columns; column++)
            {
                int i = (row * columns) + column;
                centered[column] = x[i] - mean;
                ofNormal[column] = dy[i] * s[column];
                ofScale[column] += dy[i] * centered[column] / deviation;
                ofShift[column] += dy[i];
            }

            for (int column = 0; column < columns && !inputGradient.IsEmpty; column++)
                Put(dx, (row * columns) + column, InputSlope(ofNormal, centered, deviation, column), accumulateInput);
        }

        for (int column = 0; column < columns; column++)
        {
            if (!scaleGradient.IsEmpty)
                Put(Values(scaleGradient), column, ofScale[column], accumulateScale);
            if (!shiftGradient.IsEmpty)
                Put(Values(shiftGradient), column, ofShift[column], accumulateShift);
        }
    }

    private static (double Mean, double Variance) Moments(Span<double> values, int start, int distance, int count)
    {
        double mean = 0,
            variance = 0;
        for (int i = 0; i < count; i++)
            mean += values[start + (i * distance)] / count;
        for (int i = 0; i < count; i++)
            variance += Math.Pow(values[start + (i * distance)] - mean, 2) / count;
        return (mean, variance);
    }

    /// <summary>
    /// Ioffe and Szegedy 2015, section 3: what comes directly, by way of the variance and by way of the mean.
    /// </summary>
    private static double InputSlope(double[] ofNormal, double[] centered, double deviation, int index)
    {
        int count = ofNormal.Length;
        double ofVariance =
            -0.5 / Math.Pow(deviation, 3) * ofNormal.Zip(centered, (slope, distance) => slope * distance).Sum();
        double ofMean = (-ofNormal.Sum() / deviation) - (2 * ofVariance * centered.Sum() / count);
        return (ofNormal[index] / deviation) + (ofVariance * 2 * centered[index] / count) + (ofMean / count);
    }
}
