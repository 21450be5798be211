using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>
/// The rows a report shows: those that training did not see where there are any, so that the pictures are as honest
/// as the figures. The same run always shows the same rows.
/// </summary>
internal sealed class ReportRows
{
    private const int MostRows = 10_000;

    private readonly Autoencoder _model;
    private readonly PrincipalComponents? _baseline;
    private readonly int[] _numbers;
    private readonly ConditionRows _conditions;
    private readonly ulong _seed;
    private readonly float[] _given;
    private readonly float[] _target;

    /// <summary>Chooses the rows and measures them.</summary>
    public ReportRows(Autoencoder model, TrainingRecord record, Dataset data)
    {
        _model = model;
        _baseline = record.Baseline;
        _seed = record.Training.Seed;
        // Other rows than those of the training may be given, of which it has kept none.
        RowSplit? split = record.Split?.Rows == data.Rows ? record.Split : null;
        Unseen = split is not null;
        _numbers = EvenlySpaced(split?.Validation.Length ?? data.Rows, MostRows);
        if (split is not null)
            _numbers = Array.ConvertAll(_numbers, index => split.Validation[index]);
        Data = data.Take(_numbers);
        _conditions = new ConditionRows(model, Data);
        _given = new float[Data.Columns];
        _target = new float[Data.Output.Columns];
        Errors = new double[Data.Rows];
        Metrics.Reconstruction(model, Data, Errors);
    }

    /// <summary>The rows.</summary>
    public Dataset Data { get; }

    /// <summary>Whether training did not see them.</summary>
    public bool Unseen { get; }

    /// <summary>The model's squared error of each, in the units the model sees.</summary>
    public double[] Errors { get; }

    /// <summary>What to call them.</summary>
    public string Title => Unseen ? "unseen rows" : "training rows";

    /// <summary>Some of the numbers 0, 1, 2, …, at even distances.</summary>
    public static int[] EvenlySpaced(int count, int most)
    {
        int[] chosen = new int[Math.Min(count, most)];
        for (int i = 0; i < chosen.Length; i++)
            chosen[i] = (int)((long)i * count / chosen.Length);
        return chosen;
    }

    /// <summary>
    /// A few rows for pictures: as many of each class where there are labels, in the order of the classes.
    /// </summary>
    /// <param name="most">How many at most.</param>
    public int[] Examples(int most)
    {
        if (!Data.HasLabels)
            return EvenlySpaced(Data.Rows, most);

        List<int>[] byClass = [.. Data.Schema.ClassNames.Select(_ => new List<int>())];
        for (int row = 0; row < Data.Rows; row++)
            byClass[Data.Label(row)].Add(row);
        List<int>[] present = [.. byClass.Where(rows => rows.Count > 0).Take(most)];
        return [.. present.SelectMany(rows => rows.Take(Math.Max(1, most / present.Length)))];
    }

    /// <summary>The rows with the greatest errors, the worst first.</summary>
    /// <param name="most">How many at most.</param>
    public int[] Worst(int most) =>
        [.. Enumerable.Range(0, Errors.Length).OrderByDescending(row => Errors[row]).ThenBy(row => row).Take(most)];

    /// <summary>Has model and PCA rebuild a row.</summary>
    /// <param name="index">Which of <see cref="Data"/>.</param>
    public RebuiltRow Rebuild(int index) => Rebuild(index, null);

    /// <summary>
    /// Whether examples are shown with noise: where training had some, and rows are to become themselves again.
    /// </summary>
    public bool HasNoise => !_model.Options.Corruption.IsNone && Data.Targets is null;

    /// <summary>
    /// Has model and PCA rebuild rows from what the noise of the training makes of them; without <see cref="HasNoise"/>
    /// from the rows themselves.
    /// </summary>
    /// <param name="indices">Which of <see cref="Data"/>.</param>
    /// <returns>One after another, as they are asked for: wide ones take room.</returns>
    public IEnumerable<RebuiltRow> RebuildCorrupted(int[] indices)
    {
        if (!HasNoise)
            return indices.Select(Rebuild);
        Dataset noisy = NoisyRows.Make(_model, Data.Take(indices), _model.Options.Corruption, _seed);
        return indices.Select((index, i) => Rebuild(index, noisy.Row(i).ToArray()));
    }

    private RebuiltRow Rebuild(int index, float[]? noisy)
    {
        float[] original = Data.Output.Row(index).ToArray(),
            target = _target,
            given = _given,
            condition = new float[_model.ConditionSize],
            model = new float[target.Length];
        original.CopyTo(target, 0);
        _model.OutputPreprocessor.ApplyInPlace(target);
        (noisy ?? Data.Row(index)).CopyTo(given);
        _model.Preprocessor.ApplyInPlace(given);
        _conditions.Write(index, condition);
        _model.ReconstructPrepared(given, model, condition);
        double modelError = new ReconstructionError().Add(target, model);
        float[]? pca = null;
        double? pcaError = null;
        if (_baseline is not null)
        {
            pca = new float[target.Length];
            _baseline.Reconstruct(given, pca);
            pcaError = new ReconstructionError().Add(target, pca);
            _model.OutputPreprocessor.InvertInPlace(pca);
        }

        (int worst, double worstError) = (0, -1);
        for (int column = 0; column < target.Length; column++)
        {
            double difference = (double)target[column] - model[column];
            if (difference * difference > worstError)
                (worst, worstError) = (column, difference * difference);
        }

        _model.OutputPreprocessor.InvertInPlace(model);
        string label = Data.HasLabels ? Data.Schema.ClassNames[Data.Label(index)] : "";
        double share = modelError > 0 ? worstError / modelError : 0;
        return new RebuiltRow(
            _numbers[index] + 1,
            label,
            original,
            model,
            pca,
            modelError,
            pcaError,
            worst,
            share,
            noisy
        );
    }
}
