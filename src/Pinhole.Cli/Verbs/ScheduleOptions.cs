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

    /// <summary>The schedule that was asked for.</summary>
    /// <exception cref="InputException">An option is for another schedule.</exception>
    public LearningRateSchedule Schedule(ParseResult parsed)
    {
        double? decay = parsed.GetResult(_decay) is { Implicit: false } ? parsed.GetValue(_decay) : null;
        int? epochs = parsed.GetResult(_decayEpochs) is { Implicit: false } ? parsed.GetValue(_decayEpochs) : null;
        LearningRateSchedule schedule = LearningRateSchedule.Create(parsed.GetRequiredValue(_schedule)) switch
        {
            StepSchedule step => step with { Decay = decay ?? step.Decay, Epochs = epochs },
            ExponentialSchedule exponential => exponential with { Decay = decay ?? exponential.Decay, Epochs = epochs },
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
        return schedule with { WarmUp = parsed.GetValue(_warmUp) };
    }
}
