namespace Pinhole.Models.Corruptions;

/// <summary>
/// What the errors of corrupted and of clean numbers count in the reconstruction loss (Vincent et al. 2010, section
/// 3.3, emphasized denoising: α and β). With 1 and 0 only what was corrupted is to be rebuilt.
/// </summary>
/// <param name="Corrupted">α: of numbers that were chosen to be replaced, even where they had that value
/// before.</param>
/// <param name="Clean">β: of the others.</param>
public sealed record Emphasis(double Corrupted = 1, double Clean = 1)
{
    /// <summary>Refuses weights that cannot work.</summary>
    /// <exception cref="InputException">One is negative or no number, or both are 0.</exception>
    internal void Validate()
    {
        if (!IsWeight(Corrupted) || !IsWeight(Clean) || (Corrupted == 0 && Clean == 0))
            throw new InputException(
                $"corrupted numbers that count {Corrupted} and clean ones that count {Clean} are not possible; choose "
                    + "0 or more, such as 1 and 0.5"
            );
    }

    private static bool IsWeight(double weight) => weight >= 0 && float.IsFinite((float)weight);
}
