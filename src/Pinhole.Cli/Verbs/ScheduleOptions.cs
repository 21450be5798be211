using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Optimizers.Schedules;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c> that say how the step size changes.</summary>
internal sealed class ScheduleOptions
{
    private readonly Option<string> _schedule = OptionKinds.Choice(
        "--schedule",
        "How the step size changes",
        LearningRateSchedule.Names,
        "cosine"
    );
    private readonly Option<double> _warmUp = OptionKinds.Number(
        "--warmup",
        "The share of all steps in which the step size grows from 0, such as 0.05; 0 for none.",
        0.0,
        0.0
    );
    private readonly Option<double> _decay = OptionKinds.Number(
        "--decay",
        "What the step size is multiplied by, for step, exponential and plateau; 0.1, or 0.5 for plateau, without it.",
        0.0
    );
    private readonly Option<int> _decayEpochs = OptionKinds.Number(
        "--decay-epochs",
        "Epochs from one time to the next, or without progress for plateau; a third of all, or 5 for plateau, "
            + "without it.",
        1
    );

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All => [_schedule, _warmUp, _decay, _decayEpochs];

    /// <summary>The schedule that was asked for: another one with what was given changed in it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">What it is where nothing is said.</param>
    /// <exception cref="InputException">An option is for another schedule.</exception>
    public LearningRateSchedule Apply(ParseResult parsed, LearningRateSchedule start)
    {
        double? decay = parsed.Given(_decay);
        int? epochs = parsed.Given(_decayEpochs);
        LearningRateSchedule schedule = parsed.IsGiven(_schedule)
            ? LearningRateSchedule.Create(parsed.GetRequiredValue(_schedule))
            : start;
        // The schedule that it is already has been changed on purpose.
        schedule = (schedule.GetType() == start.GetType() ? start : schedule) switch
        {
            StepSchedule step => step with { Decay = decay ?? step.Decay, Epochs = epochs ?? step.Epochs },
            ExponentialSchedule exponential => exponential with
            {
                Decay = decay ?? exponential.Decay,
                Epochs = epochs ?? exponential.Epochs,
            },
            PlateauSchedule plateau => plateau with
            {
                Cut = decay ?? plateau.Cut,
                Patience = epochs ?? plateau.Patience,
            },
            LearningRateSchedule other when decay is null && epochs is null => other,
            _ => throw new InputException(
                $"{(decay is null ? _decayEpochs.Name : _decay.Name)} is for the schedules step, exponential and "
                    + "plateau; add --schedule step"
            ),
        };
        return schedule with { WarmUp = parsed.Given(_warmUp) ?? start.WarmUp };
    }
}
