using Pinhole.Training;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>
/// Shows training as it goes: a bar in a terminal, a line now and then in a file, nothing when quiet.
/// </summary>
internal static class TrainingProgressBar
{
    /// <summary>Trains and shows the progress.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="train">The training, given its observer.</param>
    /// <param name="stop">Cancelled when training is asked to stop.</param>
    public static TrainingRecord Run(
        Terminal terminal,
        Func<ITrainingObserver?, TrainingRecord> train,
        CancellationToken stop
    )
    {
        if (terminal.Quiet)
            return train(null);
        IAnsiConsole console = Terminal.ErrorConsole;
        if (
            Console.IsErrorRedirected
            || !console.Profile.Capabilities.Ansi
            || !console.Profile.Capabilities.Interactive
        )
            return train(new Lines(terminal));
        return console
            .Progress()
            .AutoClear(true)
            .Columns(Columns(console.Profile.Width))
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training");
                using CancellationTokenRegistration told = stop.Register(() => task.Description = "stopping");
                return train(new Bar(task, stop));
            });
    }

    private static ProgressColumn[] Columns(int width) =>
        [
            new TaskDescriptionColumn { Alignment = Justify.Left },
            new ProgressBarColumn { Width = Math.Clamp(width - 76, 8, 40) },
        ];

    // The text beside the bar: the most important parts first, as many as fit.
    private static string Describe(in TrainingProgress progress, double? validation, int width)
    {
        string text =
            $"{(progress.Layer is string layer ? $"{layer}: " : "")}epoch "
            + $"{progress.Epoch.ToString().PadLeft(progress.Epochs.ToString().Length)}/{progress.Epochs}";
        string[] parts =
        [
            $"loss {Figures.Text(progress.Loss)}",
            validation is null ? "" : $"validation {Figures.Text(validation)}",
            $"{Left(progress.Remaining)} left",
            $"{progress.SamplesPerSecond:#,0} rows/s",
        ];
        foreach (string part in parts.Where(part => part.Length > 0 && text.Length + part.Length + 2 + 12 <= width))
            text += $"  {part}";
        return text;
    }

    private static string Left(TimeSpan time) =>
        time.TotalHours >= 1 ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{(int)time.TotalMinutes}:{time:ss}";

    private sealed class Bar(ProgressTask task, CancellationToken stop) : ITrainingObserver
    {
        private double? _validation;

        public bool Observe(in TrainingProgress progress)
        {
            // The step that was running when training was asked to stop still calls the observer.
            if (stop.IsCancellationRequested)
                return true;
            _validation = progress.ValidationLoss ?? _validation;
            task.MaxValue = progress.Steps;
            task.Value = progress.Step;
            task.Description =
                progress is { Layer: null, ValidationLoss: not null } && progress.Step == progress.Steps
                    ? "comparing with PCA"
                    : Describe(progress, _validation, Terminal.ErrorConsole.Profile.Width);
            return true;
        }
    }

    /// <summary>About ten lines for all of training, however long it is.</summary>
    private sealed class Lines(Terminal terminal) : ITrainingObserver
    {
        public bool Observe(in TrainingProgress progress)
        {
            // In pretraining, one line for each layer.
            int every = progress.Layer is null ? Math.Max(1, progress.Epochs / 10) : progress.Epochs;
            if (
                progress.EpochEnded
                && (
                    (progress.Epoch == 1 && progress.Layer is null)
                    || progress.Epoch % every == 0
                    || progress.Epoch == progress.Epochs
                )
            )
                terminal.Say(Describe(progress, progress.ValidationLoss, int.MaxValue));
            return true;
        }
    }
}
