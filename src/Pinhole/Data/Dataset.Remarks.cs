namespace Pinhole.Data;

/// <content>What is to be known of how rows were read.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// What whoever opened the data should know of how they were read, a sentence each; of the whole, not of its parts.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; private init; } = [];

    /// <summary>These rows with one thing more to know of how they were read.</summary>
    internal Dataset WithRemark(string remark) =>
        new(Name, Schema, _store, _labels, _rows, Context, Targets, _ids) { Remarks = [.. Remarks, remark] };
}
