using Pinhole.Engine.Autograd;

namespace Pinhole.Layers;

/// <summary>The purpose of a pass through a model.</summary>
public enum PassKind
{
    /// <summary>Training: with noise, fresh in each step, and with the statistics of the batch.</summary>
    Training,

    /// <summary>
    /// Measuring the loss: with the noise of the loss, the same each time; layers work as in use, without noise.
    /// </summary>
    Evaluation,

    /// <summary>Using the model: without any noise.</summary>
    Inference,
}

/// <summary>One pass of a batch through a model: the purpose, the weights, and the source of noise.</summary>
/// <remarks>
/// A pass names streams of random numbers and has no state: the noise of a step does not depend on earlier passes, so
/// resumed training needs only the number of the step.
/// </remarks>
public readonly record struct Pass
{
    // One stream for each batch and each piece that makes noise.
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

    /// <summary>The purpose.</summary>
    public PassKind Kind { get; }

    /// <summary>The number of training steps before it; outside training more than any schedule has.</summary>
    public long Step { get; }

    /// <summary>A training step.</summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">The steps taken before.</param>
    public static Pass Training(ParameterSet parameters, ulong seed, long step) =>
        new(parameters, PassKind.Training, step, seed, RandomStreams.TrainingNoise + (ulong)step);

    /// <summary>
    /// A batch whose loss is only measured: each evaluation has the same noise, so that its result depends only on the
    /// weights.
    /// </summary>
    /// <param name="parameters">The weights.</param>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="batch">The batches before it in the same evaluation.</param>
    public static Pass Evaluation(ParameterSet parameters, ulong seed, long batch) =>
        new(parameters, PassKind.Evaluation, long.MaxValue, seed, RandomStreams.EvaluationNoise + (ulong)batch);

    /// <summary>The use of a trained model.</summary>
    /// <param name="parameters">The weights.</param>
    public static Pass Inference(ParameterSet parameters) => new(parameters, PassKind.Inference, long.MaxValue, 0, 0);

    /// <summary>Random numbers for one piece.</summary>
    /// <param name="user">Which piece: see <see cref="NoiseUsers"/>; each piece must have its own number.</param>
    public NoiseSource Noise(int user) => new(_seed, _stream + ((ulong)user << BatchBits));
}

/// <summary>Names a stream of random numbers.</summary>
/// <param name="Seed">The user's seed.</param>
/// <param name="Stream">A different one for each pass and piece.</param>
public readonly record struct NoiseSource(ulong Seed, ulong Stream);

/// <summary>The pieces that take noise from a <see cref="Pass"/>.</summary>
public static class NoiseUsers
{
    /// <summary>The bottleneck.</summary>
    public const int Bottleneck = 0;

    /// <summary>The corruption of the input.</summary>
    public const int Corruption = 1;

    /// <summary>The regularizer that uses neighbouring rows.</summary>
    public const int Regularizer = 2;

    /// <summary>The binarization of rows.</summary>
    public const int Binarization = 3;

    /// <summary>The first layer that makes noise; the others follow.</summary>
    public const int Layers = 16;
}
