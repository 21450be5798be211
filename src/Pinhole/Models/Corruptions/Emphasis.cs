using Pinhole.Pieces;

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
    internal const string CorruptedHelp = "What errors of numbers that noise replaced count in the loss";
    internal const string CleanHelp = "What errors of numbers that noise left alone count in the loss";

    /// <summary>What a person reads of it behind the corruption.</summary>
    internal static string Read(Emphasis? emphasis) =>
        emphasis is null
            ? ""
            : $"; their errors count {Reading.Number(emphasis.Corrupted)}, the others' "
                + $"{Reading.Number(emphasis.Clean)}";

    /// <summary>Refuses weights that cannot work together.</summary>
    /// <exception cref="InputException">Both are 0.</exception>
    internal void Validate()
    {
        if (Corrupted == 0 && Clean == 0)
            throw new InputException(
                $"corrupted numbers that count {Corrupted} and clean ones that count {Clean} are not possible; choose "
                    + "0 or more, such as 1 and 0.5"
            );
    }
}
