using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>Updates all parameters of a set with their gradients in one pass, and keeps the moments for this.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly List<Storage> _moments = [];

    private readonly Block _firstMoments;
    private readonly Block _secondMoments;

    /// <param name="parameters">The parameters to update.</param>
    /// <param name="moments">The number of moments for each parameter: 0, 1 or 2.</param>
    private protected Optimizer(ParameterSet parameters, int moments)
    {
        Parameters = parameters;
        _firstMoments = moments > 0 ? NewMoment() : default;
        _secondMoments = moments > 1 ? NewMoment() : default;
    }

    /// <summary>The number of steps so far.</summary>
    public long Steps { get; private set; }

    private ParameterSet Parameters { get; }

    /// <summary>The moments, each as long as <see cref="ParameterSet.Values"/>.</summary>
    internal IReadOnlyList<Storage> Moments => _moments;

    /// <summary>Takes one step with the gradients of the last backward pass.</summary>
    /// <param name="learningRate">The step size α of this step.</param>
    public void Step(double learningRate)
    {
        NextUpdate(learningRate).Apply();
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Computes the gradients and takes one step with them; gradients of weights are used at once and never stored.
    /// </summary>
    /// <param name="tape">The tape of the loss.</param>
    /// <param name="loss">A scalar.</param>
    /// <param name="learningRate">The step size α of this step.</param>
    /// <exception cref="ArgumentException">The loss is not a scalar.</exception>
    public void BackwardAndStep(Tape tape, Tensor loss, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(tape);
        tape.BackwardAndUpdate(loss, NextUpdate(learningRate));
        GC.KeepAlive(this);
    }

    /// <summary>Releases the memory of the moments.</summary>
    public void Dispose()
    {
        foreach (Storage moment in _moments)
            moment.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Continues another optimizer, whose <see cref="Moments"/> were copied into this one.</summary>
    /// <param name="steps">The steps of the other optimizer so far.</param>
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
