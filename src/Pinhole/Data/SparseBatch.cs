using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;

namespace Pinhole.Data;

/// <summary>
/// Brings batches of sparse rows onto a tape and preprocesses their stored numbers, in reused buffers.
/// </summary>
internal sealed class SparseBatch
{
    private readonly Dataset _data;
    private readonly Preprocessor? _preprocessor;
    private readonly int[] _starts;
    private readonly int[] _places;
    private readonly float[] _values;

    /// <summary>Allocates buffers for the largest possible batch.</summary>
    /// <param name="data">Sparse rows.</param>
    /// <param name="batchSize">Rows a batch, at most.</param>
    /// <param name="preprocessor">One that keeps zeros, or null.</param>
    public SparseBatch(Dataset data, int batchSize, Preprocessor? preprocessor)
    {
        _data = data;
        _preprocessor = preprocessor;
        int maximum = data.MaximumNumbers(batchSize);
        _starts = new int[batchSize + 1];
        _places = new int[maximum];
        _values = new float[maximum];
    }

    /// <summary>Brings some rows.</summary>
    /// <param name="rows">Which rows of the data, counted from 0.</param>
    /// <param name="tape">Where they go.</param>
    /// <returns>[rows, columns].</returns>
    public Tensor Bring(ReadOnlySpan<int> rows, Tape tape)
    {
        int count = _data.CopySparseRows(rows, _starts, _places, _values);
        for (int row = 0; row < rows.Length && _preprocessor is not null; row++)
        {
            Range part = _starts[row].._starts[row + 1];
            _preprocessor.ApplyInPlace(_places.AsSpan(part), _values.AsSpan(part));
        }

        return tape.SparseInput(
            _starts.AsSpan(0, rows.Length + 1),
            _places.AsSpan(0, count),
            _values.AsSpan(0, count),
            _data.Columns,
            _values.Length
        );
    }
}
