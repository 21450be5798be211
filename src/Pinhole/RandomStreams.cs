namespace Pinhole;

/// <summary>Which stream of a seed is used for what, so that one choice never changes another's numbers.</summary>
internal static class RandomStreams
{
    public const ulong ValidationSplit = 1;
    public const ulong Shuffling = 2;
    public const ulong Baseline = 3;
    public const ulong Sampling = 4;

    public const ulong Binarization = 5;

    /// <summary>Rows that are drawn from a likelihood.</summary>
    public const ulong LikelihoodDraws = 6;

    /// <summary>
    /// The first of one stream for each batch of rows that are drawn as zeros and ones to measure likelihoods by.
    /// </summary>
    public const ulong EvaluationDraws = 1UL << 61;

    /// <summary>The first of one stream for each parameter.</summary>
    public const ulong Initialization = 1UL << 32;

    /// <summary>The first of one stream for each training step.</summary>
    public const ulong TrainingNoise = 1UL << 62;

    /// <summary>The first of one stream for each batch of an evaluation.</summary>
    public const ulong EvaluationNoise = 2UL << 62;

    /// <summary>The first of one stream for each block of latents that likelihoods are estimated from.</summary>
    public const ulong PosteriorSamples = 3UL << 62;
}
