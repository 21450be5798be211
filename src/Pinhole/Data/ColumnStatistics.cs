namespace Pinhole.Data;

/// <summary>
/// Statistics of each column of a dataset, computed in one pass. Missing numbers are counted and otherwise ignored.
/// </summary>
public sealed class ColumnStatistics
{
    private const ulong HashFactor = 0x9E37_79B9_7F4A_7C15;

    private readonly float[] _minimum;
    private readonly float[] _maximum;
    private readonly double[] _mean;
    private readonly double[] _squares;
    private readonly int[] _count;
    private readonly ulong[] _hash;
    private readonly float[] _last;
    private readonly bool[] _isCounting;

    private ColumnStatistics(int rows, int columns)
    {
        Rows = rows;
        _minimum = new float[columns];
        _maximum = new float[columns];
        _mean = new double[columns];
        _squares = new double[columns];
        _count = new int[columns];
        _hash = new ulong[columns];
        _last = new float[columns];
        _isCounting = new bool[columns];
        Array.Fill(_minimum, float.PositiveInfinity);
        Array.Fill(_maximum, float.NegativeInfinity);
        Array.Fill(_isCounting, true);
    }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; }

    /// <summary>How many numbers are 0.</summary>
    public long Zeros { get; private set; }

    /// <summary>The smallest number of each column, [columns]; +∞ if all are missing.</summary>
    public ReadOnlySpan<float> Minimum => _minimum;

    /// <summary>The largest number of each column, [columns]; −∞ if all are missing.</summary>
    public ReadOnlySpan<float> Maximum => _maximum;

    /// <summary>The mean of each column, [columns]; 0 if all are missing.</summary>
    public ReadOnlySpan<double> Mean => _mean;

    /// <summary>Passes over the rows once, in double precision (Welford 1962).</summary>
    public static ColumnStatistics Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ColumnStatistics statistics = new(data.Rows, data.Columns);
        if (data.IsSparse)
        {
            int[] kept = new int[data.Columns];
            data.ForEachSparseRow((row, places, values) => statistics.Add(row, places, values, kept));
            statistics.AddZeros(kept);
        }
        else
        {
            data.ForEachRow((_, row) => statistics.Add(row));
        }

        return statistics;
    }

    /// <summary>The standard deviation of a column, over the rows that have a number; 0 if none has.</summary>
    public double Deviation(int column) => _count[column] == 0 ? 0 : Math.Sqrt(_squares[column] / _count[column]);

    /// <summary>How many numbers of a column are missing.</summary>
    public int Missing(int column) => Rows - _count[column];

    /// <summary>Whether all numbers of a column, missing ones aside, are equal.</summary>
    public bool IsConstant(int column) => _minimum[column] >= _maximum[column];

    /// <summary>Whether a column counts the rows: each number is the previous one plus 1.</summary>
    public bool IsCounting(int column) => _isCounting[column] && _count[column] == Rows && Rows > 2;

    /// <summary>
    /// A hash of a column's numbers: equal columns have equal hashes, different columns hardly ever do.
    /// </summary>
    internal ulong Hash(int column) => _hash[column];

    private void Add(ReadOnlySpan<float> row)
    {
        for (int column = 0; column < row.Length; column++)
            Add(column, row[column]);
    }

    private void Add(int row, ReadOnlySpan<int> places, ReadOnlySpan<float> values, int[] kept)
    {
        for (int i = 0; i < places.Length; i++)
        {
            _hash[places[i]] += (ulong)row;
            kept[places[i]]++;
            Add(places[i], values[i]);
        }
    }

    // The zeros that sparse rows leave out join as one group (Chan, Golub and LeVeque 1979).
    private void AddZeros(int[] kept)
    {
        for (int column = 0; column < kept.Length; column++)
        {
            int zeros = Rows - kept[column];
            if (zeros == 0)
                continue;
            double mean = _mean[column];
            int all = _count[column] + zeros;
            _squares[column] += mean * mean * _count[column] * zeros / all;
            _mean[column] = mean * _count[column] / all;
            _count[column] = all;
            _minimum[column] = Math.Min(_minimum[column], 0);
            _maximum[column] = Math.Max(_maximum[column], 0);
            _isCounting[column] = false;
            Zeros += zeros;
        }
    }

    private void Add(int column, float value)
    {
        _hash[column] = (_hash[column] + BitConverter.SingleToUInt32Bits(value) + 1) * HashFactor;
        _isCounting[column] &= _count[column] == 0 || value == _last[column] + 1;
        _last[column] = value;
        if (float.IsNaN(value))
            return;
        Zeros += value == 0 ? 1 : 0;
        _minimum[column] = Math.Min(_minimum[column], value);
        _maximum[column] = Math.Max(_maximum[column], value);
        double before = value - _mean[column];
        _mean[column] += before / ++_count[column];
        _squares[column] += before * (value - _mean[column]);
    }
}
