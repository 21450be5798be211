using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>
/// Shows the progress of long work: a bar with the time left in a terminal, a line now and then in a file, nothing when
/// quiet.
/// </summary>
internal static class WorkProgressBar
{
    /// <summary>Does the work and shows the progress.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="title">What is done, such as "drawing samples".</param>
    /// <param name="work">The work; it reports its progress, 0 to 1.</param>
    public static T Run<T>(Terminal terminal, string title, Func<IProgress<double>?, T> work)
    {
        if (terminal.Quiet)
            return work(null);
        IAnsiConsole console = Terminal.ErrorConsole;
        if (
            Console.IsErrorRedirected
            || !console.Profile.Capabilities.Ansi
            || !console.Profile.Capabilities.Interactive
        )
            return work(new Lines(terminal, title));
        return console
            .Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(context => work(new Bar(context.AddTask(title))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value * task.MaxValue;
    }

    /// <summary>A line for each tenth.</summary>
    private sealed class Lines(Terminal terminal, string title) : IProgress<double>
    {
        private int _tenths;

        public void Report(double value)
        {
            int tenths = (int)(10 * value);
            if (tenths <= _tenths)
                return;
            _tenths = tenths;
            terminal.Say($"{title}: {10 * tenths} %");
        }
    }
}
