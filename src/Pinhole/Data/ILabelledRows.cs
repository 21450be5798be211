namespace Pinhole.Data;

/// <summary>Rows with their ids and labels, if they have them: what is written to files.</summary>
public interface ILabelledRows : IRows
{
    /// <summary>Whether every row has a label.</summary>
    bool HasLabels { get; }

    /// <summary>Whether every row has an id.</summary>
    bool HasIds { get; }

    /// <summary>The label of one row: an index into the schema's class names.</summary>
    /// <param name="index">The row, counted from 0.</param>
    int Label(int index);

    /// <summary>The id of one row.</summary>
    /// <param name="index">The row, counted from 0.</param>
    string Id(int index);
}
