namespace Pinhole.Runs;

/// <summary>The summary of a run folder, read from its files.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="State">The state of the run.</param>
/// <param name="When">When its newest file was written, in coordinated universal time.</param>
/// <param name="Data">The name of the data; null if unknown.</param>
/// <param name="Model">The preset; null if unknown.</param>
/// <param name="Epochs">The completed epochs; null if unknown.</param>
/// <param name="SquaredError">The squared error of a validation row, or of a training row without validation, in the
/// units of prepared rows; null if unknown.</param>
/// <param name="PcaSquaredError">PCA's on the same rows; null if there is none.</param>
public sealed record RunSummary(
    string Folder,
    RunState State,
    DateTime When,
    string? Data = null,
    string? Model = null,
    int? Epochs = null,
    double? SquaredError = null,
    double? PcaSquaredError = null
);
