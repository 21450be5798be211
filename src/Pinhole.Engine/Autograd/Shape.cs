using System.Globalization;

namespace Pinhole.Engine.Autograd;

/// <summary>The sizes of a tensor: none (a scalar), [batch] or [batch, features].</summary>
public readonly record struct Shape
{
    private readonly int _first;
    private readonly int _second;

    /// <summary>[length].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is negative.</exception>
    public Shape(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Rank = 1;
        _first = length;
    }

    /// <summary>[rows, columns].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Shape(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rank = 2;
        _first = rows;
        _second = columns;
    }

    /// <summary>The shape of one number.</summary>
    public static Shape Scalar => default;

    /// <summary>How many sizes: 0, 1 or 2.</summary>
    public int Rank { get; }

    /// <summary>The first size; 1 for a scalar.</summary>
    public int Rows => Rank == 0 ? 1 : _first;

    /// <summary>Numbers in a row: the second size; 1 if there is none.</summary>
    public int Columns => Rank < 2 ? 1 : _second;

    /// <summary>How many numbers in all.</summary>
    public long Length => (long)Rows * Columns;

    /// <summary>The form in messages: [], [128] or [128, 784].</summary>
    public override string ToString() =>
        Rank switch
        {
            0 => "[]",
            1 => string.Create(CultureInfo.InvariantCulture, $"[{_first}]"),
            _ => string.Create(CultureInfo.InvariantCulture, $"[{_first}, {_second}]"),
        };
}
