using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Memory;
using Pinhole.Engine.Random;

namespace Pinhole.Data;

/// <summary>
/// Gives the rows of a dataset batch by batch, prepared for the model, in buffers that are reused: after the first
/// batches it allocates nothing. Every row comes once an epoch; the last batch may be smaller. Rows on a disk are read
/// one batch ahead. If the system has them in memory already, and they need no preprocessing, they are taken from
/// there.
/// </summary>
public sealed class BatchLoader
{
    // Rows that arrive more slowly than this came from a disk, not from memory. The next BatchesAhead batches are then
    // read ahead before memory is tried again.
    private const double MinimumBytesPerSecond = 5e8;
    private const int BatchesAhead = 256;

    /// <summary>What to do where a batch does not fit in an array.</summary>
    internal const string SmallerBatch = "choose a smaller BatchSize";

    private readonly Dataset _data;
    private readonly Preprocessor? _preprocessor;
    private readonly Rng? _shuffle;
    private readonly int[] _order;
    private readonly int[] _stored;
    private readonly int _batchSize;
    private readonly BackgroundWork? _ahead;
    private readonly SparseBatch? _sparse;
    private float[]? _values;
    private float[]? _next;
    private int _nextStart = -1;
    private int _batchesAhead;
    private int _start;
    private int _rows;

    /// <summary>Makes a loader; call <see cref="StartEpoch"/> before the first batch.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="batchSize">Rows a batch.</param>
    /// <param name="shuffle">Orders each epoch anew; null keeps the order of the rows.</param>
    /// <param name="preprocessor">Applied to each row as it is copied; null leaves the rows as they are.</param>
    /// <exception cref="InputException"><paramref name="batchSize"/> is less than 1.</exception>
    public BatchLoader(Dataset data, int batchSize, Rng? shuffle = null, Preprocessor? preprocessor = null)
    {
        if (batchSize < 1)
            throw new InputException($"a batch of {batchSize} rows is not possible; choose at least 1");

        _data = data;
        _preprocessor = preprocessor is NoPreprocessing ? null : preprocessor;
        _shuffle = shuffle;
        _batchSize = Math.Min(batchSize, data.Rows);
        _order = new int[data.Rows];
        _stored = new int[_batchSize];
        _ahead = data.IsSlow ? new BackgroundWork(() => Fill(ref _next, RowsFrom(_nextStart))) : null;
        _sparse =
            data.IsSparse && _preprocessor?.KeepsZeros != false
                ? new SparseBatch(data, _batchSize, _preprocessor)
                : null;
        _start = data.Rows;
    }

    /// <summary>
    /// The prepared rows that <see cref="Next(out int)"/> copied: [rows, columns]. A batch that was brought onto a tape
    /// is not here.
    /// </summary>
    public ReadOnlySpan<float> Values => _values.AsSpan(0, _rows * _data.Columns);

    /// <summary>The clock that measures how long reading takes.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The indices of the current batch's rows in the dataset: [rows].</summary>
    public ReadOnlySpan<int> RowIndices => _order.AsSpan(_start - _rows, _rows);

    /// <summary>Goes back to the first batch, in a new order if the loader shuffles.</summary>
    public void StartEpoch()
    {
        // The batch being read ahead follows the old order.
        _ahead?.Wait();
        _nextStart = -1;

        // Shuffling starts from the same order each time, so that an epoch depends on the Rng's position alone and a
        // resumed run sees the same batches.
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        _shuffle?.ShuffleInPlace<int>(_order);
        _start = 0;
        _rows = 0;
    }

    /// <summary>Skips the first batches of an epoch, to resume training that was stopped within it.</summary>
    /// <param name="batches">How many to skip; at most the number of batches in an epoch.</param>
    internal void Skip(int batches)
    {
        for (int batch = 0; batch < batches; batch++)
            Advance();
    }

    /// <summary>Goes to the next batch of the epoch and copies it to <see cref="Values"/>.</summary>
    /// <param name="rows">How many rows it has; 0 at the end.</param>
    /// <returns>False when the epoch is over.</returns>
    /// <exception cref="InputException">Rows on a disk cannot be read any more.</exception>
    public bool Next(out int rows)
    {
        ReadOnlySpan<int> batch = Advance();
        rows = batch.Length;
        Prepare(batch);
        return rows > 0;
    }

    /// <summary>Goes to the next batch of the epoch and brings it onto a tape.</summary>
    /// <param name="tape">Where it goes.</param>
    /// <param name="batch">[rows, columns], prepared.</param>
    /// <returns>False when the epoch is over.</returns>
    /// <exception cref="InputException">Rows on a disk cannot be read any more.</exception>
    public bool Next(Tape tape, out Tensor batch)
    {
        ReadOnlySpan<int> rows = Advance();
        batch = default;
        if (rows.Length == 0)
            return false;
        if (_sparse is not null)
        {
            batch = _sparse.Bring(rows, tape);
            return true;
        }

        if (_preprocessor is null && TryBring(rows, tape, out batch))
            return true;

        Prepare(rows);
        batch = tape.Input(Values, new Shape(rows.Length, _data.Columns));
        return true;
    }

    private bool TryBring(ReadOnlySpan<int> rows, Tape tape, out Tensor batch)
    {
        batch = default;
        if (_batchesAhead > 0)
        {
            _batchesAhead--;
            return false;
        }

        long start = Clock.GetTimestamp();
        if (!_data.TryRead(rows, _stored, tape, out batch))
            return false;
        double bytes = (double)rows.Length * _data.Columns * sizeof(float);
        if (_ahead is not null && Clock.GetElapsedTime(start).TotalSeconds > bytes / MinimumBytesPerSecond)
            _batchesAhead = BatchesAhead;
        return true;
    }

    private ReadOnlySpan<int> Advance()
    {
        _rows = RowsFrom(_start).Length;
        _start += _rows;
        return RowIndices;
    }

    private ReadOnlySpan<int> RowsFrom(int start) => _order.AsSpan(start, Math.Min(_batchSize, _order.Length - start));

    private void Prepare(ReadOnlySpan<int> rows)
    {
        if (_ahead is null)
        {
            Fill(ref _values, rows);
            return;
        }

        _ahead.Wait();
        if (_nextStart == _start - _rows)
            (_values, _next) = (_next, _values);
        else
            Fill(ref _values, rows);
        _nextStart = _start;
        if (_start < _order.Length)
            _ahead.Start();
    }

    private void Fill(ref float[]? values, ReadOnlySpan<int> rows)
    {
        values ??= RowArray.Allocate(_batchSize, _data.Columns, SmallerBatch);
        _data.CopyRows(rows, values);
        for (int row = 0; row < rows.Length && _preprocessor is not null; row++)
            _preprocessor.ApplyInPlace(values.AsSpan(row * _data.Columns, _data.Columns));
    }
}
