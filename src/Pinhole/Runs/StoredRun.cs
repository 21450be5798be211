using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Runs;

/// <summary>A run read back from disk.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Baseline">The PCA it was compared with, for rows that the model's preprocessing has prepared; null
/// where the file has none.</param>
/// <param name="TrainingSeed">The seed of its training; null where the file does not tell.</param>
/// <param name="ValidationRows">The numbers of the rows that its training kept for validation, counted from 0; null
/// where there were none, or the file does not tell.</param>
/// <param name="ModelPath">The file it was read from.</param>
public sealed record StoredRun(
    Autoencoder Model,
    PrincipalComponents? Baseline,
    ulong? TrainingSeed,
    IReadOnlyList<int>? ValidationRows,
    string ModelPath
);
