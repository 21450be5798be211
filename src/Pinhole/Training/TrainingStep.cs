using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Optimizers;

namespace Pinhole.Training;

/// <summary>One step of training: forward, backward, clip, move. It allocates nothing once it is warm.</summary>
internal sealed class TrainingStep(Autoencoder model, Optimizer optimizer, double clipNorm, ulong seed) : IDisposable
{
    private readonly Tape _tape = new(model.Parameters.Kernels);

    /// <summary>The terms of the last step's loss.</summary>
    public LossTerms Terms { get; } = new();

    /// <summary>Takes a step.</summary>
    /// <param name="rows">Prepared, [batch, columns].</param>
    /// <param name="batch">How many rows.</param>
    /// <param name="learningRate">The step size.</param>
    /// <returns>The loss before the step; not a number when training has diverged, and then nothing was moved.</returns>
    public double Run(ReadOnlySpan<float> rows, int batch, double learningRate)
    {
        _tape.Rewind();
        model.Loss(_tape.Input(rows, new Shape(batch, model.Columns)), NoiseSource.Training(seed, optimizer.Steps), Terms);
        double loss = _tape.ReadScalar(Terms.Total);
        if (!double.IsFinite(loss))
            return double.NaN;
        _tape.Backward(Terms.Total);
        Clip();
        optimizer.Step(learningRate);
        return loss;
    }

    /// <summary>A term of the last step's loss.</summary>
    public double ReadTerm(int term) => _tape.ReadScalar(Terms.Value(term));

    public void Dispose() => _tape.Dispose();

    private void Clip()
    {
        if (clipNorm == 0)
            return;
        Kernels kernels = model.Parameters.Kernels;
        Block gradients = model.Parameters.Gradients;
        double norm = Math.Sqrt(kernels.SumOfSquares(gradients));
        if (norm > clipNorm)
            kernels.Affine(gradients, (float)(clipNorm / norm), 0f, gradients, accumulate: false);
    }
}
