namespace Pinhole.Numerics;

/// <summary>
/// log (1/n Σ exp vᵢ) of values that come one by one and may be far below what a double's exponent holds.
/// </summary>
internal struct LogMeanExp()
{
    private double _greatest = double.NegativeInfinity;
    private double _sum;
    private long _count;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        _count++;
        if (value > _greatest)
        {
            _sum = (_sum * Math.Exp(_greatest - value)) + 1;
            _greatest = value;
        }
        else if (!double.IsNegativeInfinity(value))
        {
            _sum += Math.Exp(value - _greatest);
        }
    }

    /// <summary>The result for the values so far; −∞ where all are, and not a number where one is not.</summary>
    public readonly double Value => _greatest + Math.Log(_sum / _count);
}
