using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Random;

namespace Pinhole.Models;

/// <summary>
/// Gives the rows of a dataset to a model in batches, with conditions and targets, in buffers that are reused: after
/// the first epoch it allocates nothing.
/// </summary>
public sealed class ModelBatches
{
    private readonly Autoencoder _model;
    private readonly Dataset _data;
    private readonly BatchLoader _loader;
    private readonly ConditionRows _conditionRows;
    private readonly Preprocessor? _targetPreprocessor;
    private readonly float[] _conditions;
    private readonly float[] _targets;
    private int _rows;

    /// <summary>Prepares batches; call <see cref="StartEpoch"/> before the first batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The rows.</param>
    /// <param name="batchSize">Rows per batch.</param>
    /// <param name="shuffle">Gives each epoch a new order; null keeps the order of the rows.</param>
    /// <param name="prepare">Whether to preprocess rows and targets as the model does; otherwise they do not
    /// change.</param>
    /// <exception cref="InputException">The rows do not fit the model, or <paramref name="batchSize"/> is less than
    /// 1.</exception>
    public ModelBatches(Autoencoder model, Dataset data, int batchSize, Rng? shuffle = null, bool prepare = true)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        model.RequireFit(data);
        _model = model;
        _data = data;
        _loader = new BatchLoader(data, batchSize, shuffle, prepare ? model.Preprocessor : null);
        _conditionRows = new ConditionRows(model, data);
        _targetPreprocessor = prepare ? model.OutputPreprocessor : null;
        int most = Math.Min(batchSize, data.Rows);
        _conditions = RowArray.Allocate(most, model.ConditionSize, BatchLoader.SmallerBatch);
        _targets = data.Targets is null ? [] : RowArray.Allocate(most, data.Targets.Columns, BatchLoader.SmallerBatch);
    }

    /// <summary>
    /// The rows of the batch, [rows, columns]. Not set, as the next two properties, for a batch on a tape.
    /// </summary>
    public ReadOnlySpan<float> Rows => _loader.Values;

    /// <summary>Their conditions, [rows, condition]; empty for a model without a condition.</summary>
    public ReadOnlySpan<float> Conditions => _conditions.AsSpan(0, _rows * _model.ConditionSize);

    /// <summary>Their targets, [rows, output columns].</summary>
    public ReadOnlySpan<float> Targets =>
        _data.Targets is Dataset targets ? _targets.AsSpan(0, _rows * targets.Columns) : Rows;

    /// <summary>Goes back to the first batch, in a new order if there is a shuffle.</summary>
    public void StartEpoch() => _loader.StartEpoch();

    /// <summary>Skips the first batches of an epoch.</summary>
    internal void Skip(int batches) => _loader.Skip(batches);

    /// <summary>Goes to the next batch of the epoch.</summary>
    /// <param name="rows">Its number of rows; 0 at the end.</param>
    /// <returns>False at the end of the epoch.</returns>
    public bool Next(out int rows)
    {
        bool more = _loader.Next(out rows);
        FillConditions();
        FillTargets();
        return more;
    }

    /// <summary>Goes to the next batch of the epoch and brings it onto a tape.</summary>
    /// <param name="tape">The tape for the batch.</param>
    /// <param name="batch">Receives the batch.</param>
    /// <returns>False at the end of the epoch.</returns>
    public bool Next(Tape tape, out Batch batch)
    {
        batch = default;
        if (!_loader.Next(tape, out Tensor rows))
            return false;
        FillConditions();
        FillTargets();
        int count = rows.Shape.Rows;
        batch = new Batch(
            rows,
            _data.Targets is Dataset targets ? tape.Input(Targets, new Shape(count, targets.Columns)) : rows,
            _model.ConditionSize == 0 ? null : tape.Input(Conditions, new Shape(count, _model.ConditionSize))
        );
        return true;
    }

    private void FillConditions()
    {
        ReadOnlySpan<int> rows = _loader.RowIndices;
        _rows = rows.Length;
        int width = _model.ConditionSize;
        for (int i = 0; i < rows.Length && width > 0; i++)
            _conditionRows.Write(rows[i], _conditions.AsSpan(i * width, width));
    }

    private void FillTargets()
    {
        if (_data.Targets is not Dataset targets)
            return;
        targets.CopyRows(_loader.RowIndices, _targets);
        for (int i = 0; i < _rows; i++)
            _targetPreprocessor?.ApplyInPlace(_targets.AsSpan(i * targets.Columns, targets.Columns));
    }
}
