using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// Classifiers: models whose targets are <see cref="Dataset.WithLabelTargets"/>, one number for each class.
/// </summary>
public static class Classification
{
    /// <summary>Whether a model is a classifier.</summary>
    /// <param name="model">Any model.</param>
    public static bool IsTrainedFor(Autoencoder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Schema.Targets is { IsOneHot: true };
    }

    /// <summary>The classes of a classifier, in the order of its output columns.</summary>
    /// <param name="model">A classifier.</param>
    /// <exception cref="InputException">It is not a classifier.</exception>
    public static IReadOnlyList<string> Classes(Autoencoder model) =>
        IsTrainedFor(model)
            ? model.Schema.Targets!.ColumnNames!
            : throw new InputException(
                $"the {model.Options.Preset} model gives no classes; train one whose `Targets` are the labels"
            );

    /// <summary>The predicted class of each row: the one with the largest output, or the first of equals.</summary>
    /// <param name="model">A trained classifier.</param>
    /// <param name="rows">Rows of its width.</param>
    /// <returns>[rows], each an index into <see cref="Classes"/>.</returns>
    /// <exception cref="InputException">The model is not a classifier, or the rows do not fit it.</exception>
    public static int[] Tell(Autoencoder model, Dataset rows)
    {
        _ = Classes(model);
        Dataset outputs = RebuiltRows.Make(model, rows);
        int[] told = new int[outputs.Rows];
        for (int row = 0; row < told.Length; row++)
            told[row] = ClassificationScores.Highest<float>(outputs.Row(row));
        return told;
    }

    /// <summary>How well a classifier predicts the classes of rows.</summary>
    /// <param name="model">A trained classifier.</param>
    /// <param name="rows">Rows of its width, with labels.</param>
    /// <exception cref="InputException">The model is not a classifier, the rows do not fit it, or it does not know a
    /// label.</exception>
    public static ClassificationScores Measure(Autoencoder model, Dataset rows) =>
        Compare(model, rows, () => RebuiltRows.Make(model, rows));

    /// <summary>How well least squares on the components of PCA predicts them.</summary>
    /// <param name="baseline">Fitted by <see cref="Metrics.FitBaseline"/>.</param>
    /// <param name="model">Has the preprocessing of the rows.</param>
    /// <param name="rows">Rows of its width, with labels.</param>
    /// <exception cref="InputException">As for the model.</exception>
    public static ClassificationScores Measure(PrincipalComponents baseline, Autoencoder model, Dataset rows) =>
        Compare(model, rows, () => RebuiltRows.Make(baseline, model, rows));

    private static ClassificationScores Compare(Autoencoder model, Dataset rows, Func<Dataset> make)
    {
        IReadOnlyList<string> classes = Classes(model);
        int[] labels = LabelTargets.Among(rows, classes);
        Dataset outputs = make();
        double[] scores = new double[outputs.Rows * classes.Count];
        for (int row = 0; row < labels.Length; row++)
        {
            for (int column = 0; column < classes.Count; column++)
                scores[(row * classes.Count) + column] = outputs.Row(row)[column];
        }

        return ClassificationScores.Of(scores, labels, classes.Count);
    }
}
