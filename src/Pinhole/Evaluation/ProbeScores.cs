namespace Pinhole.Evaluation;

/// <summary>How well labels are told from one kind of rows, on rows that were not learned from.</summary>
/// <param name="Logistic">By multinomial logistic regression: what straight cuts can tell.</param>
/// <param name="Neighbours">By the five nearest neighbours.</param>
public sealed record ProbeScores(ClassificationScores Logistic, ClassificationScores Neighbours);
