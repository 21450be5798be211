namespace Pinhole.Engine.Tests.Kernels.Cpu;

public class BernoulliLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Draws_are_those_of_the_reference(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.DrawBernoulli(b[0], b[1], seed: 7, stream: 3),
                0,
                [1],
                Seam.Random(length, 1, -0.2f, 1.2f),
                Seam.Target(length, accumulate: false)
            );
        }
    }
}
