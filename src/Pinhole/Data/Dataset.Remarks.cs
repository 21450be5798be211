namespace Pinhole.Data;

/// <content>Remarks on how the rows were read.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Remarks on how the data were read, one sentence each, for whoever opened them. Parts of the data have none.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];
}
