namespace Pinhole.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    Finished,

    /// <summary>The validation loss had not improved for as long as the patience allows.</summary>
    EarlyStopped,

    /// <summary>It was cancelled, or an observer asked for it.</summary>
    Interrupted,

    /// <summary>The loss was no longer a number; the weights are the best ones before.</summary>
    Diverged,
}
