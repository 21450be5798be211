namespace Pinhole.Training;

/// <summary>When training writes down where it stands, and where to; see <see cref="TrainingCheckpoint"/>.</summary>
/// <remarks>A training that is stopped writes it in any case.</remarks>
public sealed record CheckpointOptions
{
    /// <summary>The file; each checkpoint replaces the one before, whole or not at all.</summary>
    public required string Path { get; init; }

    /// <summary>Steps from one to the next; null to go by <see cref="Interval"/>.</summary>
    public long? EverySteps { get; init; }

    /// <summary>The time that passes from one to the next; of no use with <see cref="EverySteps"/>.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// JSON texts to keep in the file, for whoever resumes: each becomes an <see cref="ModelFiles.Attachment"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Notes { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Told where a checkpoint could not be written, as on a full disk: training goes on, and the file has the
    /// checkpoint before. Null to end the training with the exception.
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
