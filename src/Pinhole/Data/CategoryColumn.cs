namespace Pinhole.Data;

/// <summary>
/// A text column in one-hot form: each value became a column NAME=VALUE, which is 1 in the rows with that value and 0
/// in the others.
/// </summary>
/// <param name="Name">The column of text.</param>
/// <param name="Values">The values that have a column, in their order.</param>
/// <param name="HasOther">Whether a column NAME=other stands for all other values. If not, those are 0 in every
/// column.</param>
public sealed record CategoryColumn(string Name, IReadOnlyList<string> Values, bool HasOther)
{
    /// <summary>The names of its one-hot columns.</summary>
    internal IReadOnlyList<string> Columns =>
        DistinctNames.Of(Values.Concat(HasOther ? ["other"] : []).Select(value => $"{Name}={value}"));

    /// <summary>The number of its one-hot columns.</summary>
    internal int Count => Values.Count + (HasOther ? 1 : 0);

    /// <summary>Two columns are equal if their names and values are equal.</summary>
    public bool Equals(CategoryColumn? other) =>
        other is not null && Name == other.Name && HasOther == other.HasOther && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, HasOther, Values.Count);
}
