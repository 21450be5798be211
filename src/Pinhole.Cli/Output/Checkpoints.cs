using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Cli.Output;

/// <summary>Where trainings write down where they stand.</summary>
internal static class Checkpoints
{
    /// <summary>
    /// Checkpoints of the run in a folder. A full disk is no reason to lose what is being learned; it is told once.
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
                        $"{exception.Message.TrimEnd('.')}; training goes on, and --resume would go on from the "
                            + "checkpoint before, if there is one; make room"
                    );
                told = true;
            },
        };
    }
}
