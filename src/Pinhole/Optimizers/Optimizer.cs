using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Optimizers;

/// <summary>Moves all parameters of a set along their gradients in one pass, and keeps the moments that takes.</summary>
public abstract class Optimizer : IDisposable
{
    private readonly List<Storage> _moments = [];

    private protected Optimizer(ParameterSet parameters) => Parameters = parameters;

    /// <summary>How many steps were taken.</summary>
    public long Steps { get; private set; }

    private protected ParameterSet Parameters { get; }

    /// <summary>Takes one step.</summary>
    /// <param name="learningRate">The step size α of this step.</param>
    public void Step(double learningRate)
    {
        Steps++;
        Apply((float)learningRate);
        GC.KeepAlive(this);
    }

    /// <summary>Gives the memory of the moments back.</summary>
    public void Dispose()
    {
        foreach (Storage moment in _moments)
            moment.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Apply(float learningRate);

    private protected Block NewMoment()
    {
        Storage moment = Parameters.Kernels.Allocate(Parameters.Values.Length);
        _moments.Add(moment);
        return moment.All;
    }
}
