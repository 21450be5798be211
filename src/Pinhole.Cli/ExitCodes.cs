using Pinhole.Cli.Output;

namespace Pinhole.Cli;

/// <summary>The exit codes of the process, and the one-line message on failure.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;
    public const int BadInput = 2;
    public const int Interrupted = 130;

    /// <summary>Writes what went wrong to standard error.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="debug">Whether to add the stack trace.</param>
    /// <returns>The exit code that fits it.</returns>
    public static int Report(Exception exception, bool debug)
    {
        (int code, string line) = exception switch
        {
            InputException => (BadInput, exception.Message),
            OperationCanceledException => (Interrupted, exception.Message),
            OutOfMemoryException => (Failure, "not enough memory; give fewer rows, or a smaller --hidden or --batch"),
            IOException => (Failure, exception.Message),
            UnauthorizedAccessException => (Failure, $"{exception.Message.TrimEnd('.')}; choose another place"),
            _ => (
                Failure,
                $"this should not happen: {exception.GetType().Name}: {exception.Message}; run it again with --debug "
                    + "and report what it prints"
            ),
        };
        Complain(line);
        if (debug)
            Console.Error.WriteLine(exception);
        return code;
    }

    /// <summary>Writes the one line on standard error.</summary>
    public static void Complain(string line) =>
        Console.Error.WriteLine($"pinhole: {SettingWords.Show(line).ReplaceLineEndings(" ")}");
}
