namespace Pinhole.Data;

/// <content>What is to be known of how rows were read.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// What whoever opened the data should know of how they were read, a sentence each; of the whole, not of its parts.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];
}
