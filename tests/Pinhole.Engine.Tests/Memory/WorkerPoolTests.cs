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
        using WorkerPool pool = Pool(threads);
        Assert.Equal(threads, pool.Threads);
        CountEveryPart(pool, jobs: 3000 / threads, seed: 1);
    }

    [Fact]
    public void Callers_at_once_all_get_all_their_parts()
    {
        using WorkerPool pool = Pool(3);
        AtOnce(
            () => CountEveryPart(pool, jobs: 1000, seed: 1),
            () => CountEveryPart(pool, jobs: 1000, seed: 2),
            () => CountEveryPart(pool, jobs: 1000, seed: 3)
        );
    }

    [Fact]
    public void A_part_may_run_a_job_of_its_own()
    {
        using WorkerPool pool = Pool(3);
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
        using WorkerPool pool = Pool(threads);
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
        WorkerPool pool = Pool(4);
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
            WorkerPool pool = Pool(3);
            if (i % 2 == 0)
                CountEveryPart(pool, jobs: 2, seed: i);
            pool.Dispose();
        }

        Assert.InRange(watch.ElapsedMilliseconds, 0, 5000);
    }

    [Fact]
    public void An_idle_pool_parks_its_threads_and_wakes_them_again()
    {
        using WorkerPool pool = Pool(5);
        for (int i = 0; i < 3; i++)
        {
            CountEveryPart(pool, jobs: 100, seed: i);
            AssertAllPark(pool);
        }
    }

    [Fact]
    public void No_more_threads_are_woken_than_there_are_parts()
    {
        using WorkerPool pool = Pool(5);
        for (int i = 0; i < 100; i++)
        {
            AssertAllPark(pool);
            Nothing job = default;
            pool.Run(ref job, 3);
            Assert.InRange(pool.ParkedThreads, 2, 4);
        }
    }

    [Theory]
    [InlineData(7, 2, 2)]
    [InlineData(7, 1, 1)]
    [InlineData(1_000_000_000, 3, 3)]
    [InlineData(2, 8, 2)]
    public void No_more_threads_are_started_than_there_are_cores(int threads, int cores, int started)
    {
        using WorkerPool pool = new(threads, cores);
        Assert.Equal(started, pool.Threads);
        CountEveryPart(pool, jobs: 100, seed: 1);
        AssertAllPark(pool);
    }

    [Fact]
    public void A_pool_may_be_given_back_while_others_still_work_on_it()
    {
        for (int i = 0; i < 20; i++)
        {
            WorkerPool pool = Pool(3);
            using ManualResetEventSlim working = new();
            AtOnce(
                () =>
                {
                    CountEveryPart(pool, jobs: 10, seed: 1);
                    working.Set();
                    CountEveryPart(pool, jobs: 400, seed: 2);
                },
                () =>
                {
                    working.Wait();
                    pool.Dispose();
                }
            );
        }
    }

    [Fact]
    public void Pools_side_by_side_leave_each_other_alone()
    {
        using WorkerPool one = Pool(3),
            other = Pool(4);
        AtOnce(() => CountEveryPart(one, jobs: 1000, seed: 1), () => CountEveryPart(other, jobs: 1000, seed: 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_pool_needs_a_thread(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(threads, cores: 2));

    private static WorkerPool? PoolOfNestedJobs { get; set; }

    /// <summary>So many threads, however few cores this machine has.</summary>
    private static WorkerPool Pool(int threads) => new(threads, cores: threads);

    /// <summary>Runs each on a thread of its own; what one of them throws fails the test.</summary>
    private static void AtOnce(params Action[] actions)
    {
        Exception? failure = null;
        Thread[] threads =
        [
            .. actions.Select(action => new Thread(() =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            })),
        ];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Null(failure);
    }

    private static void AssertAllPark(WorkerPool pool) =>
        Assert.True(SpinWait.SpinUntil(() => pool.ParkedThreads == pool.Threads - 1, TimeSpan.FromSeconds(20)));

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

    private readonly struct Nothing : IJob
    {
        public void Run(int part) { }
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
