using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Optimizers;

namespace Pinhole.Training;

/// <summary>One step of training: forward, backward, clip, move. It allocates nothing once it is warm.</summary>
internal sealed class TrainingStep(Autoencoder model, Optimizer optimizer, double clipNorm, ulong seed) : IDisposable
{
    private readonly Tape _tape = new(model.Parameters.Kernels);
    private Batch _batch;

    /// <summary>The terms of the last step's loss.</summary>
    public LossTerms Terms { get; } = new();

    /// <summary>Brings the next batch of an epoch.</summary>
    /// <param name="loader">Where it comes from.</param>
    /// <param name="rows">How many rows it has; 0 at the end.</param>
    /// <returns>False when the epoch is over.</returns>
    public bool Load(ModelBatches loader, out int rows)
    {
        _tape.Rewind();
        bool loaded = loader.Next(_tape, out _batch);
        rows = loaded ? _batch.Rows.Shape.Rows : 0;
        return loaded;
    }

    /// <summary>Takes a step on the batch that was loaded.</summary>
    /// <param name="learningRate">The step size.</param>
    /// <returns>The loss before the step; not a number when training has diverged, and then nothing was
    /// moved.</returns>
    public double Run(double learningRate)
    {
        model.Loss(_batch, Pass.Training(model.Parameters, seed, optimizer.Steps), Terms);
        double loss = _tape.ReadScalar(Terms.Total);
        if (!double.IsFinite(loss))
            return double.NaN;
        if (clipNorm == 0)
        {
            optimizer.BackwardAndStep(_tape, Terms.Total, learningRate);
            return loss;
        }

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
        Kernels kernels = model.Parameters.Kernels;
        Block gradients = model.Parameters.Gradients;
        double norm = Math.Sqrt(kernels.SumOfSquares(gradients));
        if (norm > clipNorm)
            kernels.Affine(gradients, (float)(clipNorm / norm), 0f, gradients, accumulate: false);
    }
}
