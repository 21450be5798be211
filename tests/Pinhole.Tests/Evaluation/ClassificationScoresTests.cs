using Pinhole.Evaluation;
using Pinhole.Tests.Numerics;

namespace Pinhole.Tests.Evaluation;

public sealed class ClassificationScoresTests
{
    [Theory]
    [MemberData(nameof(ProbeGoldens.Sizes), MemberType = typeof(ProbeGoldens))]
    public void Agree_with_scikit_learn(int classes)
    {
        ProbeGoldens golden = new(classes);
        int[] labels = golden.Labels[(golden.Labels.Length / 2)..];
        foreach ((string scores, string expected) in new[] { ("probabilities", "logistic"), ("votes", "neighbours") })
            AssertClose(golden.Numbers(expected), ClassificationScores.Of(golden.Numbers(scores), labels, classes));
    }

    [Fact]
    public void Four_rows_worked_by_hand()
    {
        // Told: 0, 0, 1 and, of the tie between 1 and 2, the first.
        ClassificationScores scores = ClassificationScores.Of(
            [0.7, 0.2, 0.1, 0.5, 0.4, 0.1, 0.1, 0.8, 0.1, 0.2, 0.4, 0.4],
            [0, 1, 1, 2],
            3
        );
        Assert.Equal(0.5, scores.Accuracy);
        Assert.Equal((2.0 / 3 + 2.0 / 4 + 0) / 3, scores.MacroF1, 12);
        // Class 0: above all three. Class 1: 0.4 and 0.8 against 0.2 and 0.4. Class 2: above all three.
        Assert.Equal((1 + (3.5 / 4) + 1) / 3, scores.Auc!.Value, 12);
    }

    [Fact]
    public void Classes_that_do_not_occur_do_not_count()
    {
        ClassificationScores scores = ClassificationScores.Of([0.9, 0.1, 0, 0.2, 0.8, 0], [0, 1], 3);
        Assert.Equal(new ClassificationScores(1, 1, 1), scores);
        Assert.Null(ClassificationScores.Of([0.9, 0.1, 0.8, 0.2], [0, 0], 2).Auc);
    }

    [Fact]
    public void Misuse_is_refused()
    {
        Assert.Throws<ArgumentException>(() => ClassificationScores.Of([], [], 2));
        Assert.Throws<ArgumentException>(() => ClassificationScores.Of([1, 0, 1], [0, 1], 2));
    }

    private static void AssertClose(double[] expected, ClassificationScores actual)
    {
        Assert.Equal(expected[0], actual.Accuracy, 1e-12);
        Assert.Equal(expected[1], actual.MacroF1, 1e-12);
        Assert.Equal(expected[2], actual.Auc!.Value, 1e-12);
    }
}
