using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Runs;

/// <summary>A run read back from disk.</summary>
/// <param name="Model">The model, ready for use.</param>
/// <param name="Baseline">The PCA it was compared with, for prepared rows; null if the file has none.</param>
/// <param name="TrainingSeed">The seed of its training; null if the file does not have it.</param>
/// <param name="ValidationRows">The indices of its validation rows, from 0; null if there were none or the file does
/// not have them.</param>
/// <param name="ModelPath">The file it was read from.</param>
public sealed record StoredRun(
    Autoencoder Model,
    PrincipalComponents? Baseline,
    ulong? TrainingSeed,
    IReadOnlyList<int>? ValidationRows,
    string ModelPath
);
