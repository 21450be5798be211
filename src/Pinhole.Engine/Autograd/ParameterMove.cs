using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>A parameter that an operation updates as soon as it knows the gradient.</summary>
/// <param name="Step">How.</param>
/// <param name="Value">The parameter, updated in place.</param>
/// <param name="FirstMoments">As long as the parameter, or empty.</param>
/// <param name="SecondMoments">As long as the parameter, or empty.</param>
public readonly record struct ParameterMove(OptimizerStep Step, Block Value, Block FirstMoments, Block SecondMoments);
