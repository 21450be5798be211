namespace Pinhole.Data;

/// <content>Ids of rows.</content>
public sealed partial class Dataset
{
    /// <summary>Whether every row has an id.</summary>
    public bool HasIds => _ids is not null;

    /// <summary>The id of one row.</summary>
    /// <param name="index">The row, counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The rows have no ids.</exception>
    public string Id(int index) =>
        _ids is null
            ? throw new InvalidOperationException($"The rows of {Name} have no ids; ask HasIds first.")
            : _ids[Stored(index)];

    /// <summary>These rows with the ids of others, one for one; unchanged if the others have none.</summary>
    /// <exception cref="InputException">The numbers of rows differ.</exception>
    public Dataset WithIds(Dataset other)
    {
        RequireAsMany(other, "ids");
        if (_rows is not null)
            throw new InvalidOperationException("Ids go to whole rows, not to a part of others.");
        return new Dataset(Name, Schema, _store, _labels, null, Context, Targets, other.CopyIds());
    }

    private string[]? CopyIds() => _ids is null ? null : [.. Enumerable.Range(0, Rows).Select(Id)];
}
