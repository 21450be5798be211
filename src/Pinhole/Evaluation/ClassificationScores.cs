using System.Numerics;

namespace Pinhole.Evaluation;

/// <summary>How well labels were predicted.</summary>
/// <param name="Accuracy">The share of rows whose label was predicted correctly.</param>
/// <param name="MacroF1">The harmonic mean of precision and recall, mean over the classes that occur; 0 for a class
/// that was never predicted correctly.</param>
/// <param name="Auc">The area under the ROC curve of one class against the rest, mean over the classes that occur: the
/// probability that a row of the class has a higher score than a row of another class; a tie counts half. Null if all
/// rows have the same class.</param>
public sealed record ClassificationScores(double Accuracy, double MacroF1, double? Auc)
{
    /// <summary>The share of rows whose label was predicted wrongly.</summary>
    public double Error => 1 - Accuracy;

    /// <summary>
    /// Compares scores with labels. The predicted class is the one with the highest score, or the first of equals.
    /// </summary>
    /// <param name="scores">[rows, classes]; higher is likelier.</param>
    /// <param name="labels">The true classes, [rows].</param>
    /// <param name="classes">The number of classes.</param>
    /// <exception cref="ArgumentException">There is no row, or the lengths differ.</exception>
    public static ClassificationScores Of(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int classes)
    {
        if (labels.IsEmpty || scores.Length != (long)labels.Length * classes)
            throw new ArgumentException(
                $"{scores.Length} scores are not {classes} for each of {labels.Length} rows.",
                nameof(scores)
            );

        int[] predictions = new int[labels.Length];
        for (int row = 0; row < predictions.Length; row++)
            predictions[row] = Highest<double>(scores.Slice(row * classes, classes));
        return new ClassificationScores(
            Agreement(predictions, labels),
            MeanF1(predictions, labels, classes),
            MeanAuc(scores, labels, classes)
        );
    }

    /// <summary>The index of the highest score, or of the first of equals.</summary>
    internal static int Highest<T>(ReadOnlySpan<T> scores)
        where T : INumber<T>
    {
        int best = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best])
                best = i;
        }

        return best;
    }

    private static double Agreement(ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels)
    {
        int right = 0;
        for (int row = 0; row < labels.Length; row++)
            right += predictions[row] == labels[row] ? 1 : 0;
        return (double)right / labels.Length;
    }

    private static double MeanF1(ReadOnlySpan<int> predictions, ReadOnlySpan<int> labels, int classes)
    {
        int[] right = new int[classes],
            told = new int[classes];
        for (int row = 0; row < labels.Length; row++)
        {
            told[predictions[row]]++;
            told[labels[row]]++;
            right[labels[row]] += predictions[row] == labels[row] ? 1 : 0;
        }

        double sum = 0;
        int occurring = 0;
        for (int label = 0; label < classes; label++)
        {
            if (told[label] == 0)
                continue;
            occurring++;
            sum += 2.0 * right[label] / told[label];
        }

        return sum / occurring;
    }

    private static double? MeanAuc(ReadOnlySpan<double> scores, ReadOnlySpan<int> labels, int classes)
    {
        double sum = 0;
        int occurring = 0;
        double[] column = new double[labels.Length];
        for (int label = 0; label < classes; label++)
        {
            int positives = labels.Count(label);
            if (positives == 0 || positives == labels.Length)
                continue;
            for (int row = 0; row < column.Length; row++)
                column[row] = scores[(row * classes) + label];
            occurring++;
            sum += Area(column, labels, label, positives);
        }

        return occurring == 0 ? null : sum / occurring;
    }

    // From the sum of ranks (Mann and Whitney 1947); equal scores share their mean rank. Sorts the scores in place.
    private static double Area(double[] scores, ReadOnlySpan<int> labels, int label, int positives)
    {
        int[] order = [.. Enumerable.Range(0, scores.Length)];
        Array.Sort(scores, order);
        double ranks = 0;
        for (int start = 0, end; start < scores.Length; start = end)
        {
            end = start + 1;
            while (end < scores.Length && scores[end] == scores[start])
                end++;
            for (int i = start; i < end; i++)
                ranks += labels[order[i]] == label ? (start + end + 1) / 2.0 : 0;
        }

        return (ranks - (positives * (positives + 1.0) / 2)) / ((double)positives * (scores.Length - positives));
    }
}
