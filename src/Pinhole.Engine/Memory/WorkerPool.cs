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
/// A job in flight is one 64-bit ticket: a job number above, the unclaimed parts below. A part is claimed by a
/// compare-and-swap on the ticket, so a thread that wakes late can never claim from a job that is over, and the
/// caller waits only for parts that were really claimed. A second caller at the same time does its parts itself.
/// </remarks>
internal sealed unsafe class WorkerPool : IDisposable
{
    // About 50 microseconds of pauses: longer than the gap between two kernels, shorter than anybody notices.
    private const int SpinsBeforeParking = 2000;

    private readonly Thread[] _workers;
    private readonly object _gate = new();
    private readonly int _spins;
    private delegate*<void*, int, void> _run;
    private void* _job;
    private long _ticket;
    private int _unfinished;
    private int _parked;
    private int _busy;
    private volatile bool _stopping;
    private volatile Exception? _failure;

    /// <param name="threads">How many threads work at once, the caller included.</param>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        Threads = threads;
        _spins = threads <= Environment.ProcessorCount ? SpinsBeforeParking : 0;
        _workers = new Thread[threads - 1];
        for (int i = 0; i < _workers.Length; i++)
        {
            _workers[i] = new Thread(Work) { IsBackground = true, Name = $"Pinhole worker {i + 1}" };
            _workers[i].Start();
        }
    }

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

        fixed (TJob* pinned = &job)
        {
            _job = pinned;
            _run = &RunPart<TJob>;
            _unfinished = parts;
            long number = (Volatile.Read(ref _ticket) >>> 32) + 1;
            Interlocked.Exchange(ref _ticket, (number << 32) | (uint)parts);
            if (Volatile.Read(ref _parked) > 0)
            {
                lock (_gate)
                    Monitor.PulseAll(_gate);
            }

            ClaimParts();
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

    private void ClaimParts()
    {
        long ticket = Volatile.Read(ref _ticket);
        while ((uint)ticket > 0)
        {
            long seen = Interlocked.CompareExchange(ref _ticket, ticket - 1, ticket);
            if (seen != ticket)
            {
                ticket = seen;
                continue;
            }

            try
            {
                _run(_job, (int)(uint)ticket - 1);
            }
            catch (Exception exception)
            {
                _failure = exception;
            }

            Interlocked.Decrement(ref _unfinished);
            ticket = Volatile.Read(ref _ticket);
        }
    }

    private void Work()
    {
        int spins = 0;
        while (!_stopping)
        {
            if ((uint)Volatile.Read(ref _ticket) > 0)
            {
                ClaimParts();
                spins = 0;
            }
            else if (spins < _spins)
            {
                spins++;
                Thread.SpinWait(1);
            }
            else
            {
                Park();
                spins = 0;
            }
        }
    }

    private void Park()
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _parked);
            while ((uint)Volatile.Read(ref _ticket) == 0 && !_stopping)
                Monitor.Wait(_gate);
            Interlocked.Decrement(ref _parked);
        }
    }
}
