using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Optimizers.Schedules;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c> for the schedule of the learning rate.</summary>
internal sealed class ScheduleOptions
{
    private readonly Option<string> _schedule = OptionKinds.Choice(
        "--schedule",
        "How the learning rate changes",
        LearningRateSchedule.Names,
        otherwise: "cosine"
    );
    private readonly PieceSettings<LearningRateSchedule> _settings = new(LearningRateSchedule.Family, piece =>
        $"add --schedule {piece.OptionName}"
    );

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All => [_schedule, .. _settings.All];

    /// <summary>The schedule with the given options applied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The schedule of the training.</param>
    /// <exception cref="InputException">An option is for another schedule.</exception>
    public LearningRateSchedule Apply(ParseResult parsed, LearningRateSchedule start) =>
        _settings.Apply(
            parsed,
            LearningRateSchedule.Family.Choose(parsed.GetValue(_schedule), start) with
            {
                WarmUp = start.WarmUp,
            }
        );
}
