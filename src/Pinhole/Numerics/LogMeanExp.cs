namespace Pinhole.Numerics;

/// <summary>log (1/n Σ exp vᵢ) of values that come one by one, without underflow.</summary>
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

    /// <summary>The result for the values so far; −∞ if all are, NaN if one is.</summary>
    public readonly double Value => _greatest + Math.Log(_sum / _count);
}
