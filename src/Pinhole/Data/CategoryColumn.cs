namespace Pinhole.Data;

/// <summary>
/// A column of text whose values became columns of their own, NAME=VALUE, each 1 in the rows with that value and 0 in
/// the others.
/// </summary>
/// <param name="Name">The column of text.</param>
/// <param name="Values">The values that have a column, in their order.</param>
/// <param name="HasOther">Whether there is a column NAME=other for all other values; without it these have 0
/// everywhere.</param>
public sealed record CategoryColumn(string Name, IReadOnlyList<string> Values, bool HasOther)
{
    /// <summary>The names of the columns that it became.</summary>
    internal IReadOnlyList<string> Columns =>
        DistinctNames.Of(Values.Concat(HasOther ? ["other"] : []).Select(value => $"{Name}={value}"));

    /// <summary>How many columns it became.</summary>
    internal int Count => Values.Count + (HasOther ? 1 : 0);

    /// <summary>Two are equal when their names and values are.</summary>
    public bool Equals(CategoryColumn? other) =>
        other is not null && Name == other.Name && HasOther == other.HasOther && Values.SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, HasOther, Values.Count);
}
