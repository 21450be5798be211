using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>
/// Moves all parameters of a set along their gradients in one pass, and keeps the moments that takes.
/// </summary>
public abstract class Optimizer : IDisposable
{
    private readonly List<Storage> _moments = [];

    private readonly Block _firstMoments;
    private readonly Block _secondMoments;

    /// <param name="parameters">What it moves.</param>
    /// <param name="moments">How many numbers it keeps for each: 0, 1 or 2.</param>
    private protected Optimizer(ParameterSet parameters, int moments)
    {
        Parameters = parameters;
        _firstMoments = moments > 0 ? NewMoment() : default;
        _secondMoments = moments > 1 ? NewMoment() : default;
    }

    /// <summary>How many steps were taken.</summary>
    public long Steps { get; private set; }

    private ParameterSet Parameters { get; }

    /// <summary>What it keeps, each as long as <see cref="ParameterSet.Values"/>.</summary>
    internal IReadOnlyList<Storage> Moments => _moments;

    /// <summary>Takes one step along the gradients of the last backward pass.</summary>
    /// <param name="learningRate">The step size α of this step.</param>
    public void Step(double learningRate)
    {
        NextUpdate(learningRate).Apply();
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Finds the gradients and takes one step along them; those of weights are used up on the way and never stored.
    /// </summary>
    /// <param name="tape">Where the loss was computed.</param>
    /// <param name="loss">A scalar.</param>
    /// <param name="learningRate">The step size α of this step.</param>
    /// <exception cref="ArgumentException">The loss is not one number.</exception>
    public void BackwardAndStep(Tape tape, Tensor loss, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(tape);
        tape.BackwardAndUpdate(loss, NextUpdate(learningRate));
        GC.KeepAlive(this);
    }

    /// <summary>Gives the memory of the moments back.</summary>
    public void Dispose()
    {
        foreach (Storage moment in _moments)
            moment.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Goes on as the optimizer whose <see cref="Moments"/> were put into this one's.</summary>
    /// <param name="steps">How many steps that one had taken.</param>
    internal void ResumeAfter(long steps) => Steps = steps;

    private protected abstract OptimizerStep Describe(float learningRate);

    private ParameterUpdate NextUpdate(double learningRate)
    {
        Steps++;
        return new ParameterUpdate(Parameters, Describe((float)learningRate), _firstMoments, _secondMoments);
    }

    private Block NewMoment()
    {
        Storage moment = Parameters.Kernels.Allocate(Parameters.Values.Length);
        _moments.Add(moment);
        return moment.All;
    }
}
