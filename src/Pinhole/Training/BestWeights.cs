using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Training;

/// <summary>Keeps a copy of the best weights so far, and counts the epochs since then.</summary>
internal sealed class BestWeights : IDisposable
{
    private readonly ParameterSet _parameters;
    private readonly Storage _copy;

    public BestWeights(ParameterSet parameters)
    {
        _parameters = parameters;
        _copy = parameters.Kernels.Allocate(parameters.Values.Length);
        parameters.Kernels.Copy(parameters.Values, _copy.All);
    }

    /// <summary>The copy, as long as <see cref="ParameterSet.Values"/>.</summary>
    public Block Copy => _copy.All;

    /// <summary>Its loss.</summary>
    public double Loss { get; private set; } = double.PositiveInfinity;

    /// <summary>The epoch of the copy; 0 for the initial weights.</summary>
    public int Epoch { get; private set; }

    /// <summary>Epochs since then.</summary>
    public int Waited { get; private set; }

    /// <summary>Takes a copy if the loss is the lowest so far.</summary>
    public void Offer(int epoch, double loss)
    {
        Waited++;
        if (!(loss < Loss))
            return;
        Loss = loss;
        Epoch = epoch;
        Waited = 0;
        _parameters.Kernels.Copy(_parameters.Values, _copy.All);
    }

    /// <summary>Restores the state of a copy that is already in <see cref="Copy"/>.</summary>
    public void ResumeFrom(int epoch, double loss, int waited)
    {
        Epoch = epoch;
        Loss = loss;
        Waited = waited;
    }

    /// <summary>Writes the copy into the model.</summary>
    public void Restore() => _parameters.Kernels.Copy(_copy.All, _parameters.Values);

    public void Dispose() => _copy.Dispose();
}
