namespace Pinhole.Tests.Contract;

/// <summary>Measures what an action allocates on the managed heap.</summary>
internal static class Allocation
{
    /// <summary>The bytes that this thread allocates in ten runs, after a few that do not count.</summary>
    public static long AfterWarmUp(Action action)
    {
        for (int i = 0; i < 3; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
