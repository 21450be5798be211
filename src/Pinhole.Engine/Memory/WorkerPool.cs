using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Pinhole.Engine.Memory;

/// <summary>Work that can be split into parts, each done by a free thread.</summary>
internal interface IJob
{
    void Run(int part);
}

/// <summary>
/// The threads of the engine. The caller works too; workers claim parts one at a time, spin briefly between jobs, then
/// sleep, so that they do not disturb an idle or busy machine.
/// </summary>
/// <remarks>
/// A running job is one 64-bit ticket: the job number in the upper bits, then the first unclaimed part and the end of
/// the parts. A part is claimed by a compare-and-swap on the ticket, so a thread that wakes late can never claim a part
/// of a finished job, and the caller waits only for parts that were claimed. Half of the threads claim from the front
/// and half from the back: so a thread meets about the same parts of a matrix in one job after another, and finds them
/// in its own cache. A second caller at the same time does all its parts itself. Spinning threads yield now and then,
/// because the thread they wait for may need the core.
/// </remarks>
internal sealed unsafe class WorkerPool : IDisposable
{
    // About 80 microseconds: longer than the gap between two kernels, and too short to notice.
    private const int SpinsBeforeParking = 200;

    // The capacity of a ticket; if a job has more parts, its caller does the excess first.
    private const int PartBits = 24;
    private const int MaximumParts = (1 << PartBits) - 1;

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

    /// <param name="threads"> The number of threads, including the caller. No more than one per core are started,
    /// because they would only take turns. </param>
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

    /// <summary>The number of threads, including the caller.</summary>
    public int Threads { get; }

    /// <summary>How many of the threads sleep.</summary>
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

        for (; parts > MaximumParts; parts--)
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

    private static int First(long ticket) => (int)(ticket >>> PartBits) & MaximumParts;

    private static int End(long ticket) => (int)ticket & MaximumParts;

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
    /// Sleeps until woken, then spins again: even if the work is done by then, more is likely to come.
    /// </summary>
    private void Park()
    {
        lock (_gate)
        {
            // Either the caller sees this before it decides whom to wake, or its ticket is seen here.
            Interlocked.Increment(ref _parked);
            if (!HasParts(Volatile.Read(ref _ticket)) && !_stopping)
                Monitor.Wait(_gate);
            else
                _parked--;
        }
    }

    /// <summary>
    /// Makes sure that this many workers are awake. Workers that are waking up count and are not woken twice.
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
