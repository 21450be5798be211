using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Pinhole.Engine.Memory;

/// <summary>Work that can be cut into parts, each done by whichever thread is free.</summary>
internal interface IJob
{
    void Run(int part);
}

/// <summary>
/// The threads of the engine. The caller works too; workers claim parts one at a time, spin briefly between jobs,
/// then park, so that an idle or crowded machine is left alone.
/// </summary>
/// <remarks>
/// A job in flight is one 64-bit ticket: a job number above, then the first unclaimed part and the end of them. A
/// part is claimed by a compare-and-swap on the ticket, so a thread that wakes late can never claim from a job that
/// is over, and the caller waits only for parts that were really claimed. Half of the threads claim from the front
/// and half from the back: so a thread meets about the same parts of a matrix in one job after another, and finds
/// them in its own cache. A second caller at the same time does its parts itself.
/// Whoever spins yields now and then: where cores are scarce, the thread that is waited for may need this very core.
/// </remarks>
internal sealed unsafe class WorkerPool : IDisposable
{
    // About 80 microseconds: longer than the gap between two kernels, shorter than anybody notices.
    private const int SpinsBeforeParking = 200;

    // What a ticket has room for; a job of more parts begins with its caller doing the rest alone.
    private const int PartBits = 24;
    private const int MostParts = (1 << PartBits) - 1;

    private readonly Thread[] _workers;
    private readonly object _gate = new();
    private delegate* <void*, int, void> _run;
    private void* _job;
    private long _ticket;
    private int _unfinished;
    private int _parked;
    private int _busy;
    private volatile bool _stopping;
    private volatile Exception? _failure;

    /// <param name="threads">
    /// How many threads work at once, the caller included. No more are started than there are cores: the others would
    /// only take turns.
    /// </param>
    /// <param name="cores">How many cores there are for them.</param>
    public WorkerPool(int threads, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = Math.Min(threads, cores);
        _workers = new Thread[Threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            bool fromFront = i % 2 == 1;
            _workers[i] = new Thread(() => Work(fromFront)) { IsBackground = true, Name = $"Pinhole worker {i + 1}" };
            _workers[i].Start();
        }
    }

    /// <summary>How many threads work at once, the caller included.</summary>
    public int Threads { get; }

    /// <summary>How many of the threads sleep until there is work.</summary>
    public int ParkedThreads => Volatile.Read(ref _parked);

    /// <summary>Runs all parts of the job and returns when the last one is done.</summary>
    public void Run<TJob>(ref TJob job, int parts)
        where TJob : unmanaged, IJob
    {
        if (parts <= 1 || _workers.Length == 0 || Interlocked.Exchange(ref _busy, 1) != 0)
        {
            for (int part = 0; part < parts; part++)
                job.Run(part);
            return;
        }

        for (; parts > MostParts; parts--)
            job.Run(parts - 1);
        fixed (TJob* pinned = &job)
        {
            _job = pinned;
            _run = &RunPart<TJob>;
            _unfinished = parts;
            long number = (Volatile.Read(ref _ticket) >>> (2 * PartBits)) + 1;
            Interlocked.Exchange(ref _ticket, (number << (2 * PartBits)) | (uint)parts);
            if (Volatile.Read(ref _parked) > 0)
                Wake(Math.Min(parts, Threads) - 1);
            ClaimParts(fromFront: true);
            SpinWait wait = default;
            while (Volatile.Read(ref _unfinished) > 0)
                wait.SpinOnce(sleep1Threshold: -1);
        }

        Exception? failure = _failure;
        _failure = null;
        Volatile.Write(ref _busy, 0);
        if (failure is not null)
            ExceptionDispatchInfo.Throw(failure);
    }

    public void Dispose()
    {
        _stopping = true;
        lock (_gate)
            Monitor.PulseAll(_gate);
        foreach (Thread worker in _workers)
            worker.Join();
    }

    private static void RunPart<TJob>(void* job, int part)
        where TJob : unmanaged, IJob => Unsafe.AsRef<TJob>(job).Run(part);

    private static int First(long ticket) => (int)(ticket >>> PartBits) & MostParts;

    private static int End(long ticket) => (int)ticket & MostParts;

    private static bool HasParts(long ticket) => First(ticket) < End(ticket);

    private void ClaimParts(bool fromFront)
    {
        long ticket = Volatile.Read(ref _ticket);
        while (HasParts(ticket))
        {
            long rest = fromFront ? ticket + (1L << PartBits) : ticket - 1;
            long seen = Interlocked.CompareExchange(ref _ticket, rest, ticket);
            if (seen != ticket)
            {
                ticket = seen;
                continue;
            }

            try
            {
                _run(_job, fromFront ? First(ticket) : End(ticket) - 1);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            Interlocked.Decrement(ref _unfinished);
            ticket = Volatile.Read(ref _ticket);
        }
    }

    private void Work(bool fromFront)
    {
        SpinWait wait = default;
        while (!_stopping)
        {
            if (HasParts(Volatile.Read(ref _ticket)))
            {
                ClaimParts(fromFront);
                wait.Reset();
            }
            else if (wait.Count < SpinsBeforeParking)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }
            else
            {
                Park();
                wait.Reset();
            }
        }
    }

    /// <summary>
    /// Sleeps until woken. Even where the work is over by then, more is likely to come: the thread spins again.
    /// </summary>
    private void Park()
    {
        lock (_gate)
        {
            // Seen by the caller before it looks whether to wake anybody, or else its ticket is seen here.
            Interlocked.Increment(ref _parked);
            if (!HasParts(Volatile.Read(ref _ticket)) && !_stopping)
                Monitor.Wait(_gate);
            else
                _parked--;
        }
    }

    /// <summary>
    /// Sees to it that so many workers are awake. Who is on the way counts as awake and is not called twice.
    /// </summary>
    private void Wake(int workers)
    {
        lock (_gate)
        {
            for (int awake = _workers.Length - _parked; awake < workers; awake++)
            {
                _parked--;
                Monitor.Pulse(_gate);
            }
        }
    }
}
