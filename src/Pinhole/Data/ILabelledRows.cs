namespace Pinhole.Data;

/// <summary>
/// Rows with the id and the class of each, where these are known: what is written to files.
/// </summary>
public interface ILabelledRows : IRows
{
    /// <summary>Whether every row has a label.</summary>
    bool HasLabels { get; }

    /// <summary>Whether every row is called something.</summary>
    bool HasIds { get; }

    /// <summary>The label of one row: an index into the schema's class names.</summary>
    /// <param name="index">The row, counted from 0.</param>
    int Label(int index);

    /// <summary>What one row is called.</summary>
    /// <param name="index">The row, counted from 0.</param>
    string Id(int index);
}
