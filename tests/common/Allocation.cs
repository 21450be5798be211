namespace Pinhole.Tests.Common;

/// <summary>Measures what an action allocates on the managed heap.</summary>
internal static class Allocation
{
    /// <summary>
    /// The bytes that this thread allocates in ten runs, after a few that do not count. The least of three
    /// measurements: the runtime itself allocates now and then on whatever thread is at hand, as when its cache of
    /// casts or its pool of threads grows, while what an action allocates it allocates each time.
    /// </summary>
    public static long AfterWarmUp(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 3 && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10; i++)
                action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
