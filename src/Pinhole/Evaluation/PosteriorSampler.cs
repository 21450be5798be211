using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Evaluation;

/// <summary>
/// Draws samples z of the encoder's Gaussian q(z|x) and computes the likelihood of the rows. The decoder takes samples
/// in blocks, of many rows or of a part of one row's samples, so that memory does not grow with their number. All
/// arithmetic on samples happens on the tape.
/// </summary>
internal sealed class PosteriorSampler : IDisposable
{
    private const int FloatsInABlock = 1 << 19;
    private const int MaximumBlock = 2048;

    private readonly Autoencoder _model;
    private readonly Likelihood _likelihood;
    private readonly int _samples;
    private readonly ulong _seed;
    private readonly Tape _tape;
    private readonly float[] _logLikelihoods;
    private readonly float[] _ratios;
    private ulong _block;

    /// <param name="model">A trained model with a Gaussian bottleneck and a loss that is a likelihood.</param>
    /// <param name="samples">Samples of each row.</param>
    /// <param name="seed">Where the noise comes from.</param>
    public PosteriorSampler(Autoencoder model, int samples, ulong seed)
    {
        int block = Math.Clamp(FloatsInABlock / Math.Max(model.OutputColumns, model.Latent), 1, MaximumBlock);
        _model = model;
        _likelihood = (Likelihood)model.Reconstruction;
        _samples = samples;
        _seed = seed;
        _tape = new Tape(model.Parameters.Kernels, recording: false);
        _logLikelihoods = new float[block];
        _ratios = new float[block];
    }

    /// <summary>Receives one sample of a row.</summary>
    /// <param name="row">The index of the row in the batch.</param>
    /// <param name="logLikelihood">log p(x|z), in nats.</param>
    /// <param name="logRatio">log p(z) − log q(z|x), in nats.</param>
    public delegate void SampleUser(int row, double logLikelihood, double logRatio);

    /// <summary>Draws the samples of some rows.</summary>
    /// <param name="inputs">The prepared rows, [batch, columns].</param>
    /// <param name="targets">The prepared targets, [batch, output columns].</param>
    /// <param name="conditions">Their conditions, [batch, condition].</param>
    /// <param name="code">Their codes, [batch, 2 · latent].</param>
    /// <param name="use">Receives each sample, row after row.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Draw(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> conditions,
        ReadOnlySpan<float> code,
        SampleUser use,
        CancellationToken cancellationToken = default
    )
    {
        int batch = targets.Length / _model.OutputColumns,
            maximum = Math.Max(1, _logLikelihoods.Length / _samples);
        for (int first = 0; first < batch; first += maximum)
        {
            int rows = Math.Min(maximum, batch - first);
            for (int drawn = 0; drawn < _samples; drawn += _logLikelihoods.Length)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int samples = Math.Min(_logLikelihoods.Length, _samples - drawn);
                Run(
                    Part(inputs, first, rows, batch),
                    Part(targets, first, rows, batch),
                    Part(conditions, first, rows, batch),
                    Part(code, first, rows, batch),
                    rows,
                    samples
                );
                for (int i = 0; i < rows * samples; i++)
                    use(first + (i / samples), _logLikelihoods[i], _ratios[i]);
            }
        }
    }

    public void Dispose() => _tape.Dispose();

    private static ReadOnlySpan<float> Part(ReadOnlySpan<float> values, int first, int rows, int batch)
    {
        int columns = values.Length / batch;
        return values.Slice(first * columns, rows * columns);
    }

    // The likelihood reads the target of a row for all its samples: nothing as wide as a row is copied.
    private void Run(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> conditions,
        ReadOnlySpan<float> code,
        int rows,
        int samples
    )
    {
        _tape.Rewind();
        Tensor codes = _tape.Input(code, new Shape(rows, 2 * _model.Latent)).RepeatRows(samples);
        Tensor latents = codes.Reparameterize(_seed, unchecked(RandomStreams.PosteriorSamples + _block++));
        Tensor ratios = codes.GaussianLogRatio(latents);
        Batch batch = new(
            _tape.Input(inputs, new Shape(rows, _model.Columns)),
            _tape.Input(targets, new Shape(rows, _model.OutputColumns)),
            conditions.IsEmpty ? null : _tape.Input(conditions, new Shape(rows, _model.ConditionSize))
        );
        Pass pass = Pass.Inference(_model.Parameters);
        Tensor output = _model.Output(latents, batch, pass);
        Tensor logLikelihoods = _likelihood.LogProbability(output, batch, pass);
        _tape.Read(logLikelihoods, _logLikelihoods.AsSpan(0, rows * samples));
        _tape.Read(ratios, _ratios.AsSpan(0, rows * samples));
    }
}
