namespace Pinhole.Evaluation;

/// <summary>How well labels are predicted from one kind of features, on test rows.</summary>
/// <param name="Logistic">By multinomial logistic regression, a linear classifier.</param>
/// <param name="Neighbours">By the five nearest neighbours.</param>
public sealed record ProbeScores(ClassificationScores Logistic, ClassificationScores Neighbours);
