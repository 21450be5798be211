namespace Pinhole.Evaluation;

/// <summary>How well logistic regression with a chosen penalty predicts labels from latents.</summary>
/// <param name="Penalty">λ, the penalty with the best accuracy on validation rows; the largest of equals.</param>
/// <param name="Validation">The scores on validation rows, after fitting to the training rows.</param>
/// <param name="Test">The scores on test rows, after fitting to training and validation rows.</param>
public sealed record TunedProbe(double Penalty, ClassificationScores Validation, ClassificationScores Test);
