namespace Pinhole.Training;

/// <summary>When and where training writes checkpoints; see <see cref="TrainingCheckpoint"/>.</summary>
/// <remarks>A training that is stopped always writes one.</remarks>
public sealed record CheckpointOptions
{
    /// <summary>The file; each checkpoint replaces the one before atomically.</summary>
    public required string Path { get; init; }

    /// <summary>Steps between checkpoints; null to use <see cref="Interval"/>.</summary>
    public long? EverySteps { get; init; }

    /// <summary>The time between checkpoints; ignored if <see cref="EverySteps"/> is set.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>JSON texts to store in the file; each becomes an <see cref="ModelFiles.Attachment"/>.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Called if a checkpoint cannot be written, for example because the disk is full: training continues, and the file
    /// still has the previous checkpoint. Null to end the training with the exception.
    /// </summary>
    public Action<Exception>? OnFailure { get; init; }

    /// <summary>Refuses settings that cannot work.</summary>
    /// <exception cref="InputException">A setting is out of range.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path))
            throw new InputException("the path of the checkpoint is empty; name a file");
        if (EverySteps < 1)
            throw new InputException($"a checkpoint every {EverySteps} steps is not possible; choose at least 1");
        if (Interval < TimeSpan.Zero)
            throw new InputException(
                $"an interval of {Interval} between checkpoints is not possible; choose 0 or more"
            );
        if (Notes.ContainsKey(TrainingCheckpoint.Note))
            throw new InputException(
                $"a note of a checkpoint cannot be called {TrainingCheckpoint.Note}; choose another name"
            );
    }
}
