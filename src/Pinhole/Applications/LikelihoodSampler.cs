using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Applications;

/// <summary>Draws rows from the likelihood of a model's output.</summary>
internal sealed class LikelihoodSampler
{
    private const int FloatsInABlock = 1 << 19;

    private readonly Autoencoder _model;
    private readonly Likelihood _likelihood;
    private readonly Rng _rng;

    /// <param name="model">A trained model.</param>
    /// <param name="seed">The seed of the random numbers.</param>
    /// <exception cref="InputException">Its loss is not a likelihood.</exception>
    public LikelihoodSampler(Autoencoder model, ulong seed)
    {
        _model = model;
        _likelihood =
            model.Reconstruction as Likelihood
            ?? throw new InputException(
                $"rows cannot be drawn from the loss {model.Reconstruction.Describe().Read(model.Reconstruction)}, "
                    + "which is not a likelihood; take the means, or train with another loss, such as bce, gaussian "
                    + "or poisson"
            );
        _rng = new Rng(seed, RandomStreams.LikelihoodDraws);
    }

    /// <summary>Draws a row for each latent.</summary>
    /// <param name="latents">[count, latent].</param>
    /// <param name="rows">Receives [count, output columns], in the units of the data.</param>
    /// <param name="conditions">[count, condition]; empty if the model has none.</param>
    public void Draw(ReadOnlySpan<float> latents, Span<float> rows, ReadOnlySpan<float> conditions)
    {
        int count = latents.Length / _model.Latent,
            columns = _model.OutputColumns,
            width = _model.ConditionSize,
            most = Math.Clamp(FloatsInABlock / columns, 1, count);
        Pass pass = Pass.Inference(_model.Parameters);
        using Tape tape = new(_model.Parameters.Kernels, recording: false);
        for (int first = 0; first < count; first += most)
        {
            int block = Math.Min(most, count - first);
            tape.Rewind();
            Tensor latent = tape.Input(latents.Slice(first * _model.Latent), new Shape(block, _model.Latent));
            Tensor? condition =
                width == 0 ? null : tape.Input(conditions.Slice(first * width), new Shape(block, width));
            Span<float> drawn = rows.Slice(first * columns, block * columns);
            _likelihood.Sample(_model.Output(latent, condition, pass), pass, _rng, drawn);
            for (int row = 0; row < block; row++)
                _model.OutputPreprocessor.InvertInPlace(drawn.Slice(row * columns, columns));
        }
    }
}
