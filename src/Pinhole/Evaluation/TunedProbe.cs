namespace Pinhole.Evaluation;

/// <summary>How well logistic regression with a chosen penalty tells labels by latents.</summary>
/// <param name="Penalty">λ, the one with which most validation rows were told; the largest of equals.</param>
/// <param name="Validation">How well those were told, by what the training rows alone had taught.</param>
/// <param name="Test">How well test rows were, by what training and validation rows had taught.</param>
public sealed record TunedProbe(double Penalty, ClassificationScores Validation, ClassificationScores Test);
