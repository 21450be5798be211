using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>
/// The rows that a report shows: validation rows if there are any, so that pictures are as honest as the figures. The
/// same run always shows the same rows.
/// </summary>
internal sealed class ReportRows
{
    private const int MaximumRows = 10_000;

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
        // The caller may pass other rows than those of the training; none of these is a validation row.
        RowSplit? split = record.Split?.Rows == data.Rows ? record.Split : null;
        Unseen = split is not null;
        _numbers = EvenlySpaced(split?.Validation.Length ?? data.Rows, MaximumRows);
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

    /// <summary>The model's squared error of each row, in the units of prepared rows.</summary>
    public double[] Errors { get; }

    /// <summary>Their name in messages.</summary>
    public string Title => Unseen ? "unseen rows" : "training rows";

    /// <summary>Evenly spaced numbers from 0 to count − 1.</summary>
    public static int[] EvenlySpaced(int count, int maximum)
    {
        int[] chosen = new int[Math.Min(count, maximum)];
        for (int i = 0; i < chosen.Length; i++)
            chosen[i] = (int)((long)i * count / chosen.Length);
        return chosen;
    }

    /// <summary>
    /// A few rows for pictures; with labels, the same number of each class, in the order of the classes.
    /// </summary>
    /// <param name="maximum">The maximum number of rows.</param>
    public int[] Examples(int maximum)
    {
        if (!Data.HasLabels)
            return EvenlySpaced(Data.Rows, maximum);

        List<int>[] byClass = [.. Data.Schema.ClassNames.Select(_ => new List<int>())];
        for (int row = 0; row < Data.Rows; row++)
            byClass[Data.Label(row)].Add(row);
        List<int>[] present = [.. byClass.Where(rows => rows.Count > 0).Take(maximum)];
        return [.. present.SelectMany(rows => rows.Take(Math.Max(1, maximum / present.Length)))];
    }

    /// <summary>The rows with the largest errors, the worst first.</summary>
    /// <param name="maximum">The maximum number of rows.</param>
    public int[] Worst(int maximum) =>
        [.. Enumerable.Range(0, Errors.Length).OrderByDescending(row => Errors[row]).ThenBy(row => row).Take(maximum)];

    /// <summary>Rebuilds a row with the model and with PCA.</summary>
    /// <param name="index">Indices into <see cref="Data"/>.</param>
    public RebuiltRow Rebuild(int index) => Rebuild(index, null);

    /// <summary>
    /// Whether examples are shown with noise: if training had noise and the rows are their own targets.
    /// </summary>
    public bool HasNoise => !_model.Options.Corruption.IsNone && Data.Targets is null;

    /// <summary>
    /// Rebuilds rows with the model and with PCA after adding the noise of the training; without <see
    /// cref="HasNoise"/>, the rows themselves.
    /// </summary>
    /// <param name="indices">Indices into <see cref="Data"/>.</param>
    /// <returns>One at a time, to save memory with wide rows.</returns>
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
