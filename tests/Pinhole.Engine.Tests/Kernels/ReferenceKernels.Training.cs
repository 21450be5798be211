using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <content>Losses and optimizer steps.</content>
internal sealed partial class ReferenceKernels
{
    public override void Loss(
        LossFunction function,
        Block prediction,
        Block target,
        float parameter,
        Block losses,
        int rows,
        int columns,
        int group = 1
    )
    {
        Span<double> y = Values(prediction),
            t = Values(target),
            loss = Values(losses);
        for (int row = 0; row < rows; row++)
        {
            loss[row] = 0;
            for (int i = 0; i < columns; i++)
                loss[row] += ReferenceMath.Value(
                    function,
                    y[(row * columns) + i],
                    t[(row / group * columns) + i],
                    parameter
                );
        }
    }

    public override void LossBackward(
        LossFunction function,
        Block prediction,
        Block target,
        float parameter,
        Block lossGradient,
        Block predictionGradient,
        int rows,
        int columns,
        bool accumulate,
        int group = 1
    )
    {
        Span<double> y = Values(prediction),
            t = Values(target),
            dLoss = Values(lossGradient),
            dy = Values(predictionGradient);
        for (int i = 0; i < rows * columns; i++)
            Put(
                dy,
                i,
                dLoss[i / columns]
                    * ReferenceMath.Slope(
                        function,
                        y[i],
                        t[(i / columns / group * columns) + (i % columns)],
                        parameter
                    ),
                accumulate
            );
    }

    public override double SumOfSquares(Block source)
    {
        double sum = 0;
        foreach (double x in Values(source))
            sum += x * x;
        return sum;
    }

    public override void Update(
        in OptimizerStep step,
        Block parameters,
        Block gradients,
        Block firstMoments,
        Block secondMoments
    )
    {
        Span<double> w = Values(parameters),
            g = Values(gradients),
            first = Values(firstMoments),
            second = Values(secondMoments);
        switch (step.Rule)
        {
            case OptimizerRule.Sgd:
                Descend(step, w, g, first);
                break;
            case OptimizerRule.Adam:
                Adam(step, w, g, first, second);
                break;
            case OptimizerRule.RmsProp:
                RmsProp(step, w, g, first);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    public override void UpdateLinearWeight(
        in OptimizerStep step,
        Block weight,
        Block firstMoments,
        Block secondMoments,
        Block outputGradient,
        Block input,
        int rows,
        int inputs,
        int outputs
    )
    {
        using Storage gradient = Allocate((long)outputs * inputs);
        MatMul(outputGradient, true, input, false, gradient.All, outputs, rows, inputs, accumulate: false);
        Update(step, weight, gradient.All, firstMoments, secondMoments);
    }

    private static void Descend(in OptimizerStep step, Span<double> w, Span<double> g, Span<double> velocity)
    {
        for (int i = 0; i < w.Length; i++)
        {
            double move = g[i] + (step.WeightDecay * w[i]);
            if (!velocity.IsEmpty)
                velocity[i] = move += step.Decay1 * velocity[i];
            w[i] -= step.LearningRate * move;
        }
    }

    private static void Adam(in OptimizerStep step, Span<double> w, Span<double> g, Span<double> m, Span<double> v)
    {
        double beta1 = step.Decay1,
            beta2 = step.Decay2;
        for (int i = 0; i < w.Length; i++)
        {
            w[i] -= (double)step.LearningRate * step.WeightDecay * w[i];
            m[i] = (beta1 * m[i]) + ((1 - beta1) * g[i]);
            v[i] = (beta2 * v[i]) + ((1 - beta2) * g[i] * g[i]);
            double first = m[i] / (1 - Math.Pow(beta1, step.Step)),
                second = v[i] / (1 - Math.Pow(beta2, step.Step));
            w[i] -= step.LearningRate * first / (Math.Sqrt(second) + step.Epsilon);
        }
    }

    private static void RmsProp(in OptimizerStep step, Span<double> w, Span<double> g, Span<double> s)
    {
        double decay = step.Decay1;
        for (int i = 0; i < w.Length; i++)
        {
            s[i] = (decay * s[i]) + ((1 - decay) * g[i] * g[i]);
            w[i] -= step.LearningRate * g[i] / (Math.Sqrt(s[i]) + step.Epsilon);
        }
    }
}
