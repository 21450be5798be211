namespace Pinhole.Data;

/// <summary>Rows of numbers that can be read in order: what preprocessing is fitted on.</summary>
public interface IRows
{
    /// <summary>Where the rows came from, for people.</summary>
    string Name { get; }

    /// <summary>What a row is.</summary>
    Schema Schema { get; }

    /// <summary>How many rows there are.</summary>
    int Rows { get; }

    /// <summary>How many numbers a row has.</summary>
    int Columns { get; }

    /// <summary>Visits all rows in order; they are read a block at a time.</summary>
    /// <param name="use">Takes each row.</param>
    /// <param name="cancellationToken">Stops before the next row.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void ForEachRow(RowUser use, CancellationToken cancellationToken = default);
}
