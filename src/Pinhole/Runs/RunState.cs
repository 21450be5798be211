namespace Pinhole.Runs;

/// <summary>How far a run has come.</summary>
public enum RunState
{
    /// <summary>A process trains it at this moment.</summary>
    Running,

    /// <summary>It was stopped, and can go on.</summary>
    Interrupted,

    /// <summary>It was stopped, and there is nothing to go on from.</summary>
    Stopped,

    /// <summary>It came to its end.</summary>
    Finished,

    /// <summary>Its loss was no longer a number; the best weights before were kept.</summary>
    Diverged,

    /// <summary>Its record cannot be read.</summary>
    Damaged,
}
