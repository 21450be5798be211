using System.Runtime.ExceptionServices;

namespace Pinhole.Engine.Memory;

/// <summary>
/// Repeated work on a background thread, such as reading the next batch while the current one is used. Starting it
/// allocates nothing.
/// </summary>
/// <param name="work">What is done.</param>
public sealed class BackgroundWork(Action work) : IThreadPoolWorkItem
{
    private readonly object _gate = new();
    private ExceptionDispatchInfo? _failure;
    private bool _running;

    /// <summary>Starts the work.</summary>
    /// <exception cref="InvalidOperationException">It is still running, or it failed and <see cref="Wait"/> was not
    /// called.</exception>
    public void Start()
    {
        lock (_gate)
        {
            if (_running || _failure is not null)
                throw new InvalidOperationException("The work that was started is to be waited for first.");
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>
    /// Waits until the work is done; returns at once if none was started. Rethrows the exception of the work.
    /// </summary>
    public void Wait()
    {
        ExceptionDispatchInfo? failure;
        lock (_gate)
        {
            while (_running)
                Monitor.Wait(_gate);
            (failure, _failure) = (_failure, null);
        }

        failure?.Throw();
    }

    void IThreadPoolWorkItem.Execute()
    {
        ExceptionDispatchInfo? failure = null;
        try
        {
            work();
        }
        catch (Exception exception)
        {
            failure = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_gate)
        {
            (_failure, _running) = (failure, false);
            Monitor.PulseAll(_gate);
        }
    }
}
