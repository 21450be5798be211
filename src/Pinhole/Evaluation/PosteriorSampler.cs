using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>
/// Draws samples z of the encoder's Gaussian q(z|x) and tells how likely they make the rows. Samples go through the decoder
/// in blocks of one size, so that any number of them needs the same memory.
/// </summary>
internal sealed class PosteriorSampler : IDisposable
{
    private const int FloatsInABlock = 1 << 19;
    private const int MostInABlock = 2048;

    private readonly Autoencoder _model;
    private readonly int _samples;
    private readonly ulong _seed;
    private readonly Tape _tape;
    private readonly Storage _noise;
    private readonly float[] _latents;
    private readonly double[] _deviations;
    private readonly float[] _costs;
    private readonly double[] _ratios;
    private readonly int[] _which;
    private ulong _block;

    /// <param name="model">A trained model with a Gaussian bottleneck and a loss that is a likelihood.</param>
    /// <param name="samples">Samples of each row.</param>
    /// <param name="seed">Where the noise comes from.</param>
    public PosteriorSampler(Autoencoder model, int samples, ulong seed)
    {
        int block = Math.Clamp(FloatsInABlock / Math.Max(model.OutputColumns, model.Latent), 1, MostInABlock);
        _model = model;
        _samples = samples;
        _seed = seed;
        _tape = new Tape(model.Parameters.Kernels, recording: false);
        _noise = model.Parameters.Kernels.Allocate((long)block * model.Latent);
        _latents = new float[block * model.Latent];
        _deviations = new double[model.Latent];
        _costs = new float[block];
        _ratios = new double[block];
        _which = new int[block];
    }

    /// <summary>Uses one sample of a row.</summary>
    /// <param name="row">Which row of the batch.</param>
    /// <param name="logLikelihood">log p(x|z), in nats.</param>
    /// <param name="logRatio">log p(z) − log q(z|x), in nats.</param>
    public delegate void SampleUser(int row, double logLikelihood, double logRatio);

    /// <summary>Draws the samples of some rows.</summary>
    /// <param name="targets">What the rows are to become, prepared, [batch, output columns].</param>
    /// <param name="conditions">What the model is told of them, [batch, condition].</param>
    /// <param name="code">What the encoder made of them, [batch, 2 · latent].</param>
    /// <param name="use">Gets each sample, row after row.</param>
    public void Draw(ReadOnlySpan<float> targets, ReadOnlySpan<float> conditions, ReadOnlySpan<float> code, SampleUser use)
    {
        double constant = _model.Options.Reconstruction.LogNormalizer()!.Value * _model.OutputColumns;
        long count = (long)(targets.Length / _model.OutputColumns) * _samples;
        for (long first = 0; first < count; first += _which.Length)
        {
            int size = (int)Math.Min(_which.Length, count - first);
            Span<int> which = _which.AsSpan(0, size);
            for (int i = 0; i < size; i++)
                which[i] = (int)((first + i) / _samples);
            FillLatents(code, which);
            ReadCosts(targets, conditions, which);
            for (int i = 0; i < size; i++)
                use(which[i], -_costs[i] - constant, _ratios[i]);
        }
    }

    public void Dispose()
    {
        _tape.Dispose();
        _noise.Dispose();
    }

    // As the reconstruction loss has it: the decoder's output need not be brought back for that.
    private void ReadCosts(ReadOnlySpan<float> targets, ReadOnlySpan<float> conditions, ReadOnlySpan<int> which)
    {
        _tape.Rewind();
        Tensor latents = _tape.Input(_latents.AsSpan(0, which.Length * _model.Latent), new Shape(which.Length, _model.Latent));
        Tensor? condition = conditions.IsEmpty ? null : _tape.InputRows(conditions, which, _model.ConditionSize);
        Tensor output = _model.Output(latents, condition, Pass.Inference(_model.Parameters));
        _tape.Read(_model.Options.Reconstruction.Loss(output, _tape.InputRows(targets, which, _model.OutputColumns)), _costs.AsSpan(0, which.Length));
    }

    // z = μ + σ ε, and log p(z) − log q(z|x) = ½ Σ (ε² + log σ² − z²): what both densities have in common cancels.
    private void FillLatents(ReadOnlySpan<float> code, ReadOnlySpan<int> which)
    {
        int latent = _model.Latent;
        Block noise = new(_noise, 0, (long)which.Length * latent);
        _model.Parameters.Kernels.FillNormal(noise, _seed, unchecked(RandomStreams.PosteriorSamples + _block++));
        _model.Parameters.Kernels.Read(noise, _latents.AsSpan(0, which.Length * latent));
        double logVariances = 0;
        for (int i = 0; i < which.Length; i++)
        {
            ReadOnlySpan<float> means = code.Slice(which[i] * 2 * latent, latent);
            if (i == 0 || which[i] != which[i - 1])
                logVariances = FillDeviations(code.Slice((which[i] * 2 * latent) + latent, latent));
            Span<float> latents = _latents.AsSpan(i * latent, latent);
            double ratio = logVariances;
            for (int j = 0; j < latent; j++)
            {
                double epsilon = latents[j], z = means[j] + (_deviations[j] * epsilon);
                latents[j] = (float)z;
                ratio += (epsilon * epsilon) - (z * z);
            }

            _ratios[i] = ratio / 2;
        }
    }

    /// <returns>The sum of the logarithms of the variances.</returns>
    private double FillDeviations(ReadOnlySpan<float> logVariances)
    {
        double sum = 0;
        for (int j = 0; j < logVariances.Length; j++)
        {
            double bounded = LatentUsage.Bounded(logVariances[j]);
            _deviations[j] = Math.Exp(bounded / 2);
            sum += bounded;
        }

        return sum;
    }
}
