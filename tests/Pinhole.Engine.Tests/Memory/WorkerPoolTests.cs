using System.Diagnostics;
using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Tests.Memory;

[Collection(nameof(Alone))]
public sealed unsafe class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(13)]
    public void Every_part_runs_exactly_once_however_many_threads_there_are(int threads)
    {
        using WorkerPool pool = new(threads);
        Assert.Equal(threads, pool.Threads);
        CountEveryPart(pool, jobs: 3000 / threads, seed: 1);
    }

    [Fact]
    public void Two_callers_at_once_both_get_all_their_parts()
    {
        using WorkerPool pool = new(3);
        Exception? failure = null;
        Thread[] callers = [.. Enumerable.Range(0, 3).Select(i => new Thread(() =>
        {
            try
            {
                CountEveryPart(pool, jobs: 1000, seed: i);
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        }))];
        foreach (Thread caller in callers)
            caller.Start();
        foreach (Thread caller in callers)
            caller.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void A_part_may_run_a_job_of_its_own()
    {
        using WorkerPool pool = new(3);
        int* counts = stackalloc int[7];
        new Span<int>(counts, 7).Clear();
        PoolOfNestedJobs = pool;
        NestedJob job = new(counts);
        for (int i = 0; i < 200; i++)
            pool.Run(ref job, 20);
        for (int part = 0; part < 7; part++)
            Assert.Equal(200 * 20, counts[part]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void What_a_part_throws_reaches_the_caller_and_the_pool_goes_on(int threads)
    {
        using WorkerPool pool = new(threads);
        for (int bad = 0; bad < 30; bad++)
        {
            ThrowingJob job = new(bad);
            InvalidTimeZoneException exception = Assert.Throws<InvalidTimeZoneException>(() => pool.Run(ref job, 30));
            Assert.Equal($"Part {bad}.", exception.Message);
            CountEveryPart(pool, jobs: 3, seed: bad);
        }
    }

    [Fact]
    public void Work_may_still_be_done_after_the_threads_were_given_back()
    {
        WorkerPool pool = new(4);
        CountEveryPart(pool, jobs: 10, seed: 1);
        pool.Dispose();
        pool.Dispose();
        CountEveryPart(pool, jobs: 10, seed: 1);
    }

    [Fact]
    public void Giving_back_never_waits_for_sleeping_threads()
    {
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 100; i++)
        {
            WorkerPool pool = new(3);
            if (i % 2 == 0)
                CountEveryPart(pool, jobs: 2, seed: i);
            pool.Dispose();
        }

        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
    }

    [Fact]
    public void An_idle_pool_parks_its_threads_and_wakes_them_again()
    {
        using WorkerPool pool = new(Math.Max(2, Environment.ProcessorCount));
        CountEveryPart(pool, jobs: 100, seed: 1);

        Assert.True(SpinWait.SpinUntil(() => pool.ParkedThreads == pool.Threads - 1, TimeSpan.FromSeconds(20)));
        CountEveryPart(pool, jobs: 100, seed: 2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_pool_needs_a_thread(int threads) => Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(threads));

    private static WorkerPool? PoolOfNestedJobs { get; set; }

    private static void CountEveryPart(WorkerPool pool, int jobs, int seed)
    {
        const int Most = 67;
        int* counts = stackalloc int[Most];
        for (int i = 0; i < jobs; i++)
        {
            int parts = ((i * 31) + seed) % (Most + 1);
            new Span<int>(counts, Most).Clear();
            CountJob job = new(counts);
            pool.Run(ref job, parts);
            for (int part = 0; part < Most; part++)
            {
                if (counts[part] != (part < parts ? 1 : 0))
                    Assert.Fail($"Part {part} of {parts} ran {counts[part]} times in job {i}.");
            }

            // Now and then long enough for the threads to park.
            if (i % 500 == 499)
                Thread.Sleep(1);
        }
    }

    private readonly struct CountJob(int* counts) : IJob
    {
        public void Run(int part)
        {
            Interlocked.Increment(ref counts[part]);
            if (part % 16 == 3)
                Thread.SpinWait(50);
        }
    }

    private readonly struct NestedJob(int* counts) : IJob
    {
        public void Run(int part)
        {
            CountJob inner = new(counts);
            PoolOfNestedJobs!.Run(ref inner, 7);
        }
    }

    private readonly struct ThrowingJob(int bad) : IJob
    {
        public void Run(int part)
        {
            if (part == bad)
                throw new InvalidTimeZoneException($"Part {bad}.");
        }
    }
}
