using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

/// <content>Losses and optimizer steps.</content>
internal sealed partial class ReferenceKernels
{
    public override void Loss(
        LossFunction function, Block prediction, Block target, float parameter, Block losses, int rows, int columns)
    {
        Span<double> y = Values(prediction), t = Values(target), loss = Values(losses);
        for (int row = 0; row < rows; row++)
        {
            loss[row] = 0;
            for (int i = row * columns; i < (row + 1) * columns; i++)
                loss[row] += ReferenceMath.Value(function, y[i], t[i], parameter);
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
        bool accumulate)
    {
        Span<double> y = Values(prediction), t = Values(target), dLoss = Values(lossGradient), dy = Values(predictionGradient);
        for (int i = 0; i < rows * columns; i++)
            Put(dy, i, dLoss[i / columns] * ReferenceMath.Slope(function, y[i], t[i], parameter), accumulate);
    }

    public override double SumOfSquares(Block source)
    {
        double sum = 0;
        foreach (double x in Values(source))
            sum += x * x;
        return sum;
    }

    public override void Adam(Block parameters, Block gradients, Block firstMoments, Block secondMoments, in AdamStep step)
    {
        Span<double> w = Values(parameters), g = Values(gradients), m = Values(firstMoments), v = Values(secondMoments);
        double beta1 = step.Beta1, beta2 = step.Beta2;
        for (int i = 0; i < w.Length; i++)
        {
            w[i] -= (double)step.LearningRate * step.WeightDecay * w[i];
            m[i] = (beta1 * m[i]) + ((1 - beta1) * g[i]);
            v[i] = (beta2 * v[i]) + ((1 - beta2) * g[i] * g[i]);
            double first = m[i] / (1 - Math.Pow(beta1, step.Step)), second = v[i] / (1 - Math.Pow(beta2, step.Step));
            w[i] -= step.LearningRate * first / (Math.Sqrt(second) + step.Epsilon);
        }
    }

    public override void Sgd(Block parameters, Block gradients, Block velocities, in SgdStep step)
    {
        Span<double> w = Values(parameters), g = Values(gradients), velocity = Values(velocities);
        for (int i = 0; i < w.Length; i++)
        {
            double move = g[i] + (step.WeightDecay * w[i]);
            if (!velocities.IsEmpty)
                velocity[i] = move += step.Momentum * velocity[i];
            w[i] -= step.LearningRate * move;
        }
    }

    public override void RmsProp(Block parameters, Block gradients, Block meanSquares, in RmsPropStep step)
    {
        Span<double> w = Values(parameters), g = Values(gradients), s = Values(meanSquares);
        double decay = step.Decay;
        for (int i = 0; i < w.Length; i++)
        {
            s[i] = (decay * s[i]) + ((1 - decay) * g[i] * g[i]);
            w[i] -= step.LearningRate * g[i] / (Math.Sqrt(s[i]) + step.Epsilon);
        }
    }
}
