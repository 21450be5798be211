using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Tests.Memory;

[Collection(nameof(Alone))]
public class BackgroundWorkTests
{
    [Fact]
    public void Work_is_done_when_it_was_waited_for_and_can_be_started_again()
    {
        int count = 0;
        BackgroundWork work = new(() => count++);
        work.Wait();
        Assert.Equal(0, count);
        for (int i = 1; i <= 100; i++)
        {
            work.Start();
            work.Wait();
            Assert.Equal(i, count);
        }
    }

    [Fact]
    public void What_it_throws_is_thrown_once_where_it_is_waited_for()
    {
        BackgroundWork work = new(() => throw new InvalidOperationException("as was to be expected"));
        work.Start();
        Assert.Equal("as was to be expected", Assert.Throws<InvalidOperationException>(work.Wait).Message);
        work.Wait();
    }

    [Fact]
    public void It_cannot_be_started_twice_at_a_time()
    {
        using ManualResetEventSlim gate = new();
        BackgroundWork work = new(gate.Wait);
        work.Start();
        Assert.Throws<InvalidOperationException>(work.Start);
        gate.Set();
        work.Wait();
    }

    [Fact]
    public void Starting_it_allocates_nothing()
    {
        BackgroundWork work = new(() => { });
        void Run()
        {
            work.Start();
            work.Wait();
        }

        Assert.Equal(0, Allocation.AfterWarmUp(Run));
    }
}
