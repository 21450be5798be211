namespace Pinhole.Engine.Kernels;

/// <summary>
/// Which elements are replaced, and by what. The uniform number u of element 64 k + 16 j + b is word j of the Philox
/// block 16 k + b (<see cref="Random.Rng.Generate"/>), rounded to single precision and divided by 2³²; the element
/// becomes <paramref name="Low"/> where u is below half the rate, <paramref name="High"/> where it is below the rate,
/// and is multiplied by <paramref name="Scale"/> otherwise. The same seed and stream choose the same elements, so the
/// backward pass repeats the choice.
/// </summary>
/// <param name="Rate">The probability of being replaced.</param>
/// <param name="Low">Replaces one half of them.</param>
/// <param name="High">Replaces the other.</param>
/// <param name="Scale">What the others are multiplied by.</param>
/// <param name="Seed">The seed of the random numbers.</param>
/// <param name="Stream">A different one for each use and step.</param>
public readonly record struct RandomReplacement(
    float Rate,
    float Low,
    float High,
    float Scale,
    ulong Seed,
    ulong Stream
);
