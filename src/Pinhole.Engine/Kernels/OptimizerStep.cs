namespace Pinhole.Engine.Kernels;

/// <summary>The numbers of one step of an optimizer.</summary>
/// <param name="Rule">The update rule.</param>
/// <param name="LearningRate">α.</param>
/// <param name="Decay1">β₁ of Adam, μ of gradient descent, ρ of RMSprop.</param>
/// <param name="Decay2">β₂ of Adam.</param>
/// <param name="Epsilon">ε of Adam and RMSprop.</param>
/// <param name="WeightDecay">The decay of Adam and gradient descent; 0 for none.</param>
/// <param name="Step">Which step this is, counted from 1; Adam's correction needs it.</param>
public readonly record struct OptimizerStep(
    OptimizerRule Rule,
    float LearningRate,
    float Decay1 = 0,
    float Decay2 = 0,
    float Epsilon = 0,
    float WeightDecay = 0,
    long Step = 1
);
