using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>What a batch goes through a model for.</summary>
public enum PassKind
{
    /// <summary>To learn from it: with noise, fresh in each step, and with the statistics of the batch.</summary>
    Training,

    /// <summary>
    /// To measure its loss: with the noise of the loss, the same each time, but in layers as they are used.
    /// </summary>
    Evaluation,

    /// <summary>To use the model: without any noise.</summary>
    Inference,
}

/// <summary>The way of one batch through a model: the weights, and where its noise comes from.</summary>
/// <remarks>
/// A pass only names random numbers and uses none up: a step gets the same noise whatever ran before it, so that a
/// resumed training needs to know its step alone.
/// </remarks>
public readonly record struct Pass
{
    // A stream for each batch and, within it, one for each piece that makes noise.
    private const int BatchBits = 44;

    private readonly ulong _seed;
    private readonly ulong _stream;

    private Pass(ParameterSet parameters, PassKind kind, long step, ulong seed, ulong stream)
    {
        Parameters = parameters;
        Kind = kind;
        Step = step;
        _seed = seed;
        _stream = stream;
    }

    /// <summary>The weights.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>What it is for.</summary>
    public PassKind Kind { get; }

    /// <summary>The steps of training before it; outside of training more than any schedule has.</summary>
    public long Step { get; }

    /// <summary>A training step.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">The steps taken before.</param>
    public static Pass Training(ParameterSet parameters, ulong seed, long step) =>
        new(parameters, PassKind.Training, step, seed, RandomStreams.TrainingNoise + (ulong)step);

    /// <summary>
    /// A batch whose loss is only measured: each evaluation has the same noise, so that its result moves with the
    /// weights alone.
    /// </summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="batch">The batches before it in the same evaluation.</param>
    public static Pass Evaluation(ParameterSet parameters, ulong seed, long batch) =>
        new(parameters, PassKind.Evaluation, long.MaxValue, seed, RandomStreams.EvaluationNoise + (ulong)batch);

    /// <summary>The use of a model that has been trained.</summary>
    /// <param name="parameters">The weights.</param>
    public static Pass Inference(ParameterSet parameters) => new(parameters, PassKind.Inference, long.MaxValue, 0, 0);

    /// <summary>Random numbers for one piece.</summary>
    /// <param name="user">Which piece: see <see cref="NoiseUsers"/>; each must have its own number.</param>
    public NoiseSource Noise(int user) => new(_seed, _stream + ((ulong)user << BatchBits));
}

/// <summary>Names a stream of random numbers.</summary>
/// <param name="Seed">What the user chose.</param>
/// <param name="Stream">Another one for each pass and piece.</param>
public readonly record struct NoiseSource(ulong Seed, ulong Stream);

/// <summary>Who takes noise from a <see cref="Pass"/>.</summary>
public static class NoiseUsers
{
    /// <summary>The bottleneck.</summary>
    public const int Bottleneck = 0;

    /// <summary>The corruption of the input.</summary>
    public const int Corruption = 1;

    /// <summary>The regularizer that looks at rows nearby.</summary>
    public const int Regularizer = 2;

    /// <summary>The draw of zeros and ones from rows.</summary>
    public const int Binarization = 3;

    /// <summary>The first of one for each layer that makes noise.</summary>
    public const int Layers = 16;
}
