namespace Pinhole.Training;

/// <summary>Why training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are complete.</summary>
    Finished,

    /// <summary>The validation loss had not improved within the patience.</summary>
    EarlyStopped,

    /// <summary>It was cancelled, or an observer asked for it.</summary>
    Interrupted,

    /// <summary>The loss became NaN or infinite; the weights are the best ones before.</summary>
    Diverged,
}
