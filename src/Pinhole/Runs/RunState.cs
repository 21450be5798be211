namespace Pinhole.Runs;

/// <summary>The state of a run.</summary>
public enum RunState
{
    /// <summary>A process is training it now.</summary>
    Running,

    /// <summary>It was stopped, and can be resumed.</summary>
    Interrupted,

    /// <summary>It was stopped before its first checkpoint, and cannot be resumed.</summary>
    Stopped,

    /// <summary>It is finished.</summary>
    Finished,

    /// <summary>Its loss became NaN or infinite; the best earlier weights were kept.</summary>
    Diverged,

    /// <summary>Its record cannot be read.</summary>
    Damaged,
}
