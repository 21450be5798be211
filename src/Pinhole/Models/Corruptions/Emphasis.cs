using Pinhole.Pieces;

namespace Pinhole.Models.Corruptions;

/// <summary>
/// The weights of corrupted and of clean numbers in the reconstruction loss (Vincent et al. 2010, section 3.3,
/// emphasized denoising: α and β). With 1 and 0 only corrupted numbers count.
/// </summary>
/// <param name="Corrupted">α: the weight of corrupted numbers, including those whose value did not change.</param>
/// <param name="Clean">β: the weight of the other numbers.</param>
public sealed record Emphasis(double Corrupted = 1, double Clean = 1)
{
    internal const string CorruptedHelp = "The weight of corrupted numbers in the loss";
    internal const string CleanHelp = "The weight of clean numbers in the loss";

    /// <summary>Its text in reports, after the corruption.</summary>
    internal static string Read(Emphasis? emphasis) =>
        emphasis is null
            ? ""
            : $"; their errors count {Reading.Number(emphasis.Corrupted)}, the others' "
                + $"{Reading.Number(emphasis.Clean)}";

    /// <summary>Checks the weights.</summary>
    /// <exception cref="InputException">Both are 0.</exception>
    internal void Validate()
    {
        if (Corrupted == 0 && Clean == 0)
            throw new InputException(
                $"weights of {Corrupted} for corrupted and {Clean} for clean numbers are not possible; choose "
                    + "0 or more, such as 1 and 0.5"
            );
    }
}
