namespace Pinhole;

/// <summary>Which stream of a seed is used for what, so that one choice never changes another's numbers.</summary>
internal static class RandomStreams
{
    public const ulong ValidationSplit = 1;
    public const ulong Shuffling = 2;
    public const ulong Baseline = 3;

    /// <summary>The first of one stream for each parameter.</summary>
    public const ulong Initialization = 1UL << 32;
}
