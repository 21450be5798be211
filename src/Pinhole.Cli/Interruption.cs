using System.Runtime.InteropServices;

namespace Pinhole.Cli;

/// <summary>
/// Handles Ctrl-C: the first one cancels the token after <see cref="Heed"/>, so that work can stop cleanly. Before
/// <see cref="Heed"/>, and the second time, it ends the process at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations;
    private readonly Action _cleanUp;
    private volatile bool _heeded;

    /// <param name="cleanUp">Runs before Ctrl-C ends the process.</param>
    public Interruption(Action cleanUp)
    {
        _cleanUp = cleanUp;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
        ];
    }

    /// <summary>Cancelled by the first Ctrl-C after <see cref="Heed"/>.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>From here on, the first Ctrl-C cancels the token and does not end the process.</summary>
    public void Heed() => _heeded = true;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_heeded && !_source.IsCancellationRequested)
        {
            _source.Cancel();
            return;
        }

        _cleanUp();
        // A progress bar hides the cursor.
        if (!Console.IsErrorRedirected)
            Console.Error.Write("\e[?25h");
        Environment.Exit(ExitCodes.Interrupted);
    }
}
