using Pinhole.Data;

namespace Pinhole.Training;

/// <summary>Writes checkpoints when they are due.</summary>
/// <param name="options">When and where to write.</param>
/// <param name="data">All rows given to training.</param>
/// <param name="split">The split into training and validation rows; null to train on all.</param>
internal sealed class CheckpointWriter(CheckpointOptions options, Dataset data, RowSplit? split)
{
    private TimeSpan? _last;
    private string? _fingerprint;

    /// <summary>Called after each step; a step without a checkpoint allocates nothing.</summary>
    public void AfterStep(TrainingState state, TimeSpan elapsed, bool stopping)
    {
        if (stopping || (options.EverySteps is long every ? state.Optimizer.Steps % every == 0 : IsDue(state, elapsed)))
            Write(state, elapsed);
    }

    /// <summary>Called after each epoch.</summary>
    public void AfterEpoch(TrainingState state, TimeSpan elapsed, bool stopping)
    {
        if (stopping || (options.EverySteps is null && IsDue(state, elapsed)))
            Write(state, elapsed);
    }

    /// <summary>Called after each pretrained layer.</summary>
    public void AfterLayer(TrainingState state) => Write(state, TimeSpan.Zero);

    private bool IsDue(TrainingState state, TimeSpan elapsed)
    {
        // The time before the training was resumed does not count.
        _last ??= state.TimeBefore;
        return elapsed - _last >= options.Interval;
    }

    private void Write(TrainingState state, TimeSpan elapsed)
    {
        _last = elapsed;
        _fingerprint ??= Fingerprint.Of(data);
        try
        {
            TrainingCheckpoint.Write(options.Path, state, elapsed, _fingerprint, split, options.Notes);
        }
        catch (Exception exception)
            when (options.OnFailure is not null
                && exception is IOException or UnauthorizedAccessException or InputException
            )
        {
            options.OnFailure!.Invoke(exception);
        }
    }
}
