using System.Diagnostics;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Optimizers;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// Contrastive divergence with one step of Gibbs sampling, CD-1 (Hinton 2002): gradient descent on F(v) − F(v′), where
/// v′ is the reconstruction from sampled hidden units of v and has no gradient. The gradient is the papers' difference
/// ⟨v hᵀ⟩ − ⟨v′ h′ᵀ⟩; the optimizer adds the momentum.
/// </summary>
/// <param name="machine">The machine; training starts from its weights.</param>
/// <param name="task">The layer and its rows.</param>
/// <param name="options">The options.</param>
internal sealed class ContrastiveDivergence(RestrictedBoltzmannMachine machine, LayerTask task, RbmPretraining options)
{
    private float[] _hidden = [];

    /// <summary>Trains the machine.</summary>
    /// <returns>The squared error of a row in the last epoch, rebuilt from sampled hidden units; null if it was
    /// stopped.</returns>
    /// <exception cref="InputException">The weights became NaN or infinite.</exception>
    public double? Run()
    {
        Stopwatch clock = Stopwatch.StartNew();
        using Tape tape = new(machine.Parameters.Kernels);
        Optimizer optimizer = Optimizer(0);
        BatchLoader loader = new(
            task.Rows,
            task.Training.BatchSize!.Value,
            new Rng(task.Seed, RandomStreams.Shuffling)
        );
        double rate = machine is { IsVisibleBinary: true, IsHiddenBinary: true }
            ? options.LearningRate
            : options.LinearLearningRate;
        long step = 0,
            steps = (long)task.Training.Batches(task.Rows.Rows) * options.Epochs;
        double error = 0;
        try
        {
            for (int epoch = 0; epoch < options.Epochs; epoch++)
            {
                if (epoch == RbmPretraining.SlowEpochs)
                {
                    optimizer.Dispose();
                    optimizer = Optimizer(epoch);
                }

                double sum = 0;
                int done = 0;
                loader.StartEpoch();
                tape.Rewind();
                while (loader.Next(tape, out Tensor visible))
                {
                    sum += Step(tape, visible, optimizer, rate, step++) * visible.Shape.Rows;
                    done += visible.Shape.Rows;
                    tape.Rewind();
                    if (
                        task.CancellationToken.IsCancellationRequested
                        || task.Observer?.Observe(Progress(epochEnded: false)) == false
                    )
                        return null;
                }

                error = sum / done;
                if (task.Observer?.Observe(Progress(epochEnded: true)) == false)
                    return null;

                TrainingProgress Progress(bool epochEnded) =>
                    new(
                        epoch + 1,
                        options.Epochs,
                        step,
                        steps,
                        sum / done,
                        epochEnded,
                        null,
                        rate,
                        clock.Elapsed,
                        (((double)epoch * task.Rows.Rows) + done) / clock.Elapsed.TotalSeconds
                    );
            }
        }
        finally
        {
            optimizer.Dispose();
        }

        return error;
    }

    /// <summary>Takes one step; returns the squared error of a row before it.</summary>
    internal double Step(Tape tape, Tensor visible, Optimizer optimizer, double rate, long step)
    {
        Tensor inputs = machine.Inputs(visible);
        Tensor rebuilt = tape.Detach(machine.Visible(Sample(tape, machine.Hidden(inputs), step)));
        double error = tape.ReadScalar((visible - rebuilt).Square().SumFeatures().Mean());
        if (!double.IsFinite(error))
            throw new InputException(
                $"the pretraining of layer {task.Name} diverged: its weights are no longer numbers; standardize the "
                    + "data, or set `Pretraining` to stacked"
            );
        optimizer.BackwardAndStep(tape, Loss(visible, inputs, rebuilt), rate);
        return error;
    }

    /// <summary>The loss: F(v) − F(v′), mean over the batch, plus the penalty on weights.</summary>
    internal Tensor Loss(Tensor visible, Tensor inputs, Tensor rebuilt)
    {
        Tensor difference =
            machine.FreeEnergy(visible, inputs).Mean() - machine.FreeEnergy(rebuilt, machine.Inputs(rebuilt)).Mean();
        return options.WeightDecay == 0
            ? difference
            : difference
                + (
                    (float)(options.WeightDecay / 2)
                    * visible.Tape.Parameter(machine.Weight).Square().SumFeatures().Sum()
                );
    }

    // The random number of each unit is a function of the step and its position: no state, and the same on any number
    // of threads.
    private Tensor Sample(Tape tape, Tensor hidden, long step)
    {
        NoiseSource noise = Pass.Training(machine.Parameters, task.Seed, step).Noise(NoiseUsers.Bottleneck);
        if (!machine.IsHiddenBinary)
            return hidden.AddNormal(1f, noise.Seed, noise.Stream);
        if (_hidden.Length < hidden.Shape.Length)
            _hidden = new float[hidden.Shape.Length];
        Span<float> units = _hidden.AsSpan(0, (int)hidden.Shape.Length);
        tape.Read(hidden, units);
        Span<uint> words = stackalloc uint[4];
        for (int i = 0; i < units.Length; i++)
        {
            if (i % words.Length == 0)
                Rng.Generate(noise.Seed, noise.Stream, (ulong)(i / words.Length), words);
            units[i] = words[i % words.Length] < units[i] * 4294967296.0 ? 1 : 0;
        }

        return tape.Input(units, hidden.Shape);
    }

    private Optimizer Optimizer(int epoch) =>
        new SgdOptions
        {
            Momentum = epoch < RbmPretraining.SlowEpochs ? RbmPretraining.SlowMomentum : options.Momentum,
        }.Create(machine.Parameters);
}
