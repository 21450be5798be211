using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Pieces;

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
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<PretrainingOptions> Description { get; } =
        new PieceDescription<PretrainingOptions, RbmPretraining>(
            "rbm",
            "Each layer is trained as a restricted Boltzmann machine by contrastive divergence",
            new(),
            _ => "layers as restricted Boltzmann machines"
        )
            .Count(
                nameof(Epochs),
                "pretrain-epochs",
                EpochsHelp,
                EpochsRefusal,
                NumberRange.AtLeast(1),
                rbm => rbm.Epochs,
                (rbm, value) => rbm with { Epochs = value }
            )
            .Number(
                nameof(LearningRate),
                null,
                "The step size where all units are binary",
                "a learning rate of {0} is",
                NumberRange.Positive,
                rbm => rbm.LearningRate,
                (rbm, value) => rbm with { LearningRate = value }
            )
            .Number(
                nameof(LinearLearningRate),
                null,
                "The step size where some units are linear",
                "a learning rate of {0} is",
                NumberRange.Positive,
                rbm => rbm.LinearLearningRate,
                (rbm, value) => rbm with { LinearLearningRate = value }
            )
            .Number(
                nameof(Momentum),
                null,
                $"The momentum after the first {SlowEpochs} epochs",
                "a momentum of {0} is",
                NumberRange.ShareBelowOne,
                rbm => rbm.Momentum,
                (rbm, value) => rbm with { Momentum = value }
            )
            .Number(
                nameof(WeightDecay),
                null,
                "What half the sum of the squares of the weights costs",
                "a weight decay of {0} is",
                NumberRange.NotNegative,
                rbm => rbm.WeightDecay,
                (rbm, value) => rbm with { WeightDecay = value }
            );

    /// <inheritdoc/>
    public override PieceDescription<PretrainingOptions> Describe() => Description;

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
        bool possible =
            loss.OnLogits || (loss.MeanFunction is null && visible is Activation.Identity or Activation.Sigmoid);
        if (!possible)
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
