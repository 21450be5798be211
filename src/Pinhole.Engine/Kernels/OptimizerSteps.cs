namespace Pinhole.Engine.Kernels;

/// <summary>The numbers of one Adam step (Kingma and Ba 2015, algorithm 1; decoupled decay: Loshchilov and Hutter 2019).</summary>
/// <param name="LearningRate">α.</param>
/// <param name="Beta1">Decay of the first moment.</param>
/// <param name="Beta2">Decay of the second moment.</param>
/// <param name="Epsilon">ε, added to the root of the corrected second moment.</param>
/// <param name="WeightDecay">The share α · decay by which parameters shrink first; 0 is plain Adam.</param>
/// <param name="Step">Which step this is, counted from 1.</param>
public readonly record struct AdamStep(
    float LearningRate, float Beta1, float Beta2, float Epsilon, float WeightDecay, long Step);

/// <summary>The numbers of one step of stochastic gradient descent: v ← μ v + g + decay · w, w ← w − α v.</summary>
/// <param name="LearningRate">α.</param>
/// <param name="Momentum">μ; 0 is plain descent.</param>
/// <param name="WeightDecay">The L2 penalty's slope, added to the gradient.</param>
public readonly record struct SgdStep(float LearningRate, float Momentum, float WeightDecay);

/// <summary>The numbers of one RMSprop step (Tieleman and Hinton 2012): s ← ρ s + (1 − ρ) g², w ← w − α g / (√s + ε).</summary>
/// <param name="LearningRate">α.</param>
/// <param name="Decay">ρ.</param>
/// <param name="Epsilon">ε.</param>
public readonly record struct RmsPropStep(float LearningRate, float Decay, float Epsilon);
