namespace Pinhole.Layers;

/// <summary>The fan-in and fan-out of a layer, which determine the size of its initial weights.</summary>
/// <param name="Inputs">Fan-in: how many numbers one output depends on.</param>
/// <param name="Outputs">Fan-out: how many outputs one input affects.</param>
public readonly record struct FanSizes(long Inputs, long Outputs);
