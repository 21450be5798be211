namespace Pinhole.Applications;

/// <summary>Whether generated rows are of the class that was asked for, in the eyes of a classifier.</summary>
/// <param name="Classes">The classes that were asked for.</param>
/// <param name="ToldClasses">Those that the classifier knows.</param>
/// <param name="Counts">How many rows of a class, in the order of <paramref name="Classes"/>, were told to be of each
/// of <paramref name="ToldClasses"/>.</param>
/// <param name="Share">The share of rows that were told to be of the class they were asked to be.</param>
public sealed record ClassAgreement(
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> ToldClasses,
    IReadOnlyList<IReadOnlyList<int>> Counts,
    double Share
)
{
    /// <summary>How many rows were asked for.</summary>
    public int Rows => Counts.Sum(row => row.Sum());
}
