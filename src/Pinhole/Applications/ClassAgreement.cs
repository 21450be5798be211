namespace Pinhole.Applications;

/// <summary>How often a classifier finds the requested class in generated rows.</summary>
/// <param name="Classes">The requested classes.</param>
/// <param name="ToldClasses">The classes that the classifier knows.</param>
/// <param name="Counts">The number of rows of each of <paramref name="Classes"/> that were predicted as each of
/// <paramref name="ToldClasses"/>.</param>
/// <param name="Share">The share of rows whose predicted class is the requested one.</param>
public sealed record ClassAgreement(
    IReadOnlyList<string> Classes,
    IReadOnlyList<string> ToldClasses,
    IReadOnlyList<IReadOnlyList<int>> Counts,
    double Share
)
{
    /// <summary>The number of rows.</summary>
    public int Rows => Counts.Sum(row => row.Sum());
}
