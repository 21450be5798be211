namespace Pinhole.Models;

/// <summary>
/// Where a pass of one batch through a model takes its noise from. It only names random numbers and uses none up: a
/// step gets the same noise whatever ran before it, so that a resumed training needs to know its step alone.
/// </summary>
/// <param name="Seed">What the user chose.</param>
/// <param name="Stream">Another one for each pass.</param>
public readonly record struct NoiseSource(ulong Seed, ulong Stream)
{
    /// <summary>The noise of a training step, fresh in each.</summary>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="step">The steps taken before.</param>
    public static NoiseSource Training(ulong seed, long step) => new(seed, RandomStreams.TrainingNoise + (ulong)step);

    /// <summary>
    /// The noise of a batch whose loss is only measured: each evaluation has the same, so that its result moves with
    /// the weights alone.
    /// </summary>
    /// <param name="seed">The seed of the training.</param>
    /// <param name="batch">The batches before it in the same evaluation.</param>
    public static NoiseSource Evaluation(ulong seed, long batch) => new(seed, RandomStreams.EvaluationNoise + (ulong)batch);
}
