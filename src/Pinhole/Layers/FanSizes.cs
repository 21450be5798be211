namespace Pinhole.Layers;

/// <summary>
/// How many numbers a layer brings together into one, and how many it spreads one to: what the size of its weights
/// follows.
/// </summary>
/// <param name="Inputs">Numbers that one output is a sum of.</param>
/// <param name="Outputs">Numbers that one input goes into.</param>
public readonly record struct FanSizes(long Inputs, long Outputs);
