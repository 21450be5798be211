using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Cli.Output;

/// <summary>Checkpoints of trainings.</summary>
internal static class Checkpoints
{
    /// <summary>
    /// Checkpoints in a run folder. If one cannot be written, such as on a full disk, training continues; the first
    /// failure is reported.
    /// </summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="everySteps">Steps from one to the next; null for the ends of epochs.</param>
    public static CheckpointOptions In(string folder, long? everySteps = null)
    {
        bool told = false;
        return new CheckpointOptions
        {
            Path = RunFolder.CheckpointPath(folder),
            EverySteps = everySteps,
            OnFailure = exception =>
            {
                if (!told)
                    ExitCodes.Complain(
                        $"{exception.Message.TrimEnd('.')}; training goes on, but --resume would start from the "
                            + "checkpoint before, if there is one; free some space"
                    );
                told = true;
            },
        };
    }
}
