using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// Trains each layer as a restricted Boltzmann machine by contrastive divergence on the outputs of the layer below, and
/// unrolls all: the decoder starts from the transposed weights and the visible biases (Hinton and Salakhutdinov 2006).
/// Hidden units are logistic; code units are linear with Gaussian noise, unless the latent is logistic. Visible units
/// are binary for rows in [0, 1], otherwise linear with Gaussian noise of variance 1.
/// </summary>
/// <remarks>
/// The defaults are those of Hinton 2010, A practical guide to training restricted Boltzmann machines.
/// </remarks>
public sealed record RbmPretraining : PretrainingOptions
{
    /// <summary>The learning rate if all units are binary.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The learning rate if some units are linear: a larger one diverges.</summary>
    public double LinearLearningRate { get; init; } = 0.001;

    /// <summary>The momentum after the first <see cref="SlowEpochs"/>; before, it is 0.5.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>λ of a penalty λ/2 Σ w² on weights.</summary>
    public double WeightDecay { get; init; } = 0.0002;

    internal const int SlowEpochs = 5;
    internal const double SlowMomentum = 0.5;

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        foreach (double rate in new[] { LearningRate, LinearLearningRate })
        {
            if (!(rate > 0) || !float.IsFinite((float)rate))
                throw new InputException(
                    $"a learning rate of {rate} is not possible for pretraining; choose a positive number, such as 0.1"
                );
        }

        if (!(Momentum >= 0 && Momentum < 1))
            throw new InputException($"a momentum of {Momentum} is not possible; choose at least 0 and less than 1");
        if (!(WeightDecay >= 0) || !float.IsFinite((float)WeightDecay))
            throw new InputException($"a weight decay of {WeightDecay} is not possible; choose 0 or more");
    }

    /// <inheritdoc/>
    internal override void RequirePossible(Autoencoder model)
    {
        base.RequirePossible(model);
        DenseLayers layers = new(model);
        if (layers.Count > 1 && model.Options.Network.Activation != Activation.Sigmoid)
            throw new InputException(
                "restricted Boltzmann machines have logistic hidden units; set `Activation` to sigmoid, or "
                    + "`Pretraining` to stacked"
            );
        if (layers.Activation(layers.Count - 1) is not (Activation.Identity or Activation.Sigmoid))
            throw new InputException(
                "restricted Boltzmann machines have linear or logistic units in the latent; set "
                    + "`LatentActivation` to sigmoid or none, or `Pretraining` to stacked"
            );
        (Activation visible, Reconstruction loss) = LayerTask.InputOf(model);
        if (!loss.OnLogits && visible is not (Activation.Identity or Activation.Sigmoid))
            throw new InputException(
                "restricted Boltzmann machines have binary or Gaussian visible units; set `Preprocess` to minmax or "
                    + "standardize, or `Pretraining` to stacked"
            );
    }

    /// <inheritdoc/>
    internal override double? Train(LayerTask task)
    {
        bool binary = task.Layer > 0 || task.Reconstruction.OnLogits || task.InputActivation == Activation.Sigmoid;
        using RestrictedBoltzmannMachine machine = new(
            task.Model.Parameters.Kernels,
            task.Rows.Columns,
            task.Outputs,
            binary,
            binaryHidden: task.Activation == Activation.Sigmoid
        );
        task.Layers.CopyTo(machine, task.Layer);
        // A mirror has its own initial bias.
        if (!task.Layers.IsMirrored(task.Layer))
        {
            float[] mean = task.InputMean();
            machine.Parameters.Kernels.Write(
                binary ? Array.ConvertAll(mean, share => (float)BernoulliReconstruction.LogOdds(share)) : mean,
                machine.VisibleBias.Value
            );
        }

        double? error = new ContrastiveDivergence(machine, task, this).Run();
        if (error is not null)
            task.Layers.Unroll(machine, task.Layer);
        return error;
    }
}
