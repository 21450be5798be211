namespace Pinhole.Runs;

/// <summary>A run folder in short, as far as its files tell.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="State">How far the run has come.</param>
/// <param name="When">When its newest file was written, in coordinated universal time.</param>
/// <param name="Data">What the data are called; null where nothing tells.</param>
/// <param name="Model">The preset; null where nothing tells.</param>
/// <param name="Epochs">The epochs that are over; null where nothing tells.</param>
/// <param name="SquaredError">The squared error of a validation row, or of a training row without validation, in the
/// units the model sees; null where nothing tells.</param>
/// <param name="PcaSquaredError">PCA's on the same rows; null where there is none.</param>
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
