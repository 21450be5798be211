using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>The mean of a model's targets; its decoder starts from it.</summary>
internal static class TrainingMean
{
    /// <summary>
    /// Takes the mean of the prepared rows, or of their prepared targets, and refuses NaN and infinity before training
    /// begins.
    /// </summary>
    /// <param name="model">Its preprocessing must be fitted.</param>
    /// <param name="train">The training rows.</param>
    /// <returns>[output columns].</returns>
    /// <exception cref="InputException">Prepared rows or targets hold NaN or infinity.</exception>
    public static float[] Of(Autoencoder model, Dataset train)
    {
        train = train.InStoredOrder();
        double[] mean =
            train.IsSparse && model.Preprocessor.KeepsZeros
                ? ColumnMeans.Of(train.Rows, train.Columns, PreparedReader.OfSparse(train, model.Preprocessor))
                : ColumnMeans.Of(train.Rows, train.Columns, PreparedReader.Of(train, model.Preprocessor));
        if (train.Targets is Dataset targets)
            mean = ColumnMeans.Of(targets.Rows, targets.Columns, PreparedReader.Of(targets, model.OutputPreprocessor));
        return Array.ConvertAll(mean, value => (float)value);
    }
}
