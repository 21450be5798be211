using System.Globalization;

namespace Pinhole.Pieces;

/// <summary>The numbers that a setting accepts, and their text.</summary>
public sealed class NumberRange
{
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly bool _withMinimum;
    private readonly bool _withMaximum;
    private readonly bool _odd;

    private NumberRange(
        double minimum,
        double maximum,
        bool withMinimum = true,
        bool withMaximum = true,
        bool odd = false
    )
    {
        (_minimum, _maximum, _withMinimum, _withMaximum, _odd) = (minimum, maximum, withMinimum, withMaximum, odd);
        Text = Describe();
    }

    /// <summary>Any number of single precision.</summary>
    public static NumberRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>0 or more.</summary>
    public static NumberRange NotNegative { get; } = AtLeast(0);

    /// <summary>More than 0.</summary>
    public static NumberRange Positive { get; } = new(0, double.PositiveInfinity, withMinimum: false);

    /// <summary>From 0 to 1.</summary>
    public static NumberRange Share { get; } = Between(0, 1);

    /// <summary>At least 0 and less than 1.</summary>
    public static NumberRange ShareBelowOne { get; } = new(0, 1, withMaximum: false);

    /// <summary>More than 0 and less than 1.</summary>
    public static NumberRange ShareWithin { get; } = new(0, 1, withMinimum: false, withMaximum: false);

    /// <summary>In words, such as "0 or more".</summary>
    public string Text { get; }

    /// <summary>The lower limit, included or not.</summary>
    public double Minimum => _minimum;

    /// <summary>A minimum or more.</summary>
    /// <param name="minimum">The smallest number.</param>
    public static NumberRange AtLeast(double minimum) => new(minimum, double.PositiveInfinity);

    /// <summary>Numbers in a range, both limits included.</summary>
    /// <param name="minimum">The smallest number.</param>
    /// <param name="maximum">The largest number.</param>
    public static NumberRange Between(double minimum, double maximum) => new(minimum, maximum);

    /// <summary>Odd sizes in a range, both limits included.</summary>
    /// <param name="minimum">The smallest number.</param>
    /// <param name="maximum">The largest number.</param>
    public static NumberRange Odd(int minimum, int maximum) => new(minimum, maximum, odd: true);

    /// <summary>Whether a number is in the range; it must also fit single precision.</summary>
    /// <param name="value">The number.</param>
    public bool Contains(double value) =>
        float.IsFinite((float)value)
        && (_withMinimum ? value >= _minimum : value > _minimum)
        && (_withMaximum ? value <= _maximum : (float)value < _maximum)
        && (!_odd || Math.Abs(value % 2) == 1);

    private string Describe()
    {
        string minimum = Number(_minimum),
            maximum = Number(_maximum);
        return (double.IsFinite(_minimum), double.IsFinite(_maximum)) switch
        {
            (false, false) => "any number",
            (true, false) when !_withMinimum => _minimum == 0 ? "a positive number" : $"more than {minimum}",
            (true, false) => _minimum == 0 ? "0 or more" : $"at least {minimum}",
            _ when _odd => $"an odd size from {minimum} to {maximum}",
            _ when _withMinimum && _withMaximum => $"from {minimum} to {maximum}",
            _ => $"{(_withMinimum ? "at least" : "more than")} {minimum} and "
                + $"{(_withMaximum ? "at most" : "less than")} {maximum}",
        };
    }

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
