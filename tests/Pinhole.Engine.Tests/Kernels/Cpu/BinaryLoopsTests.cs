using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class BinaryLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Functions_of_two_numbers_agree_with_the_reference_at_every_length(int lanes)
    {
        foreach (BinaryFunction function in Enum.GetValues<BinaryFunction>())
        {
            foreach (int length in Lengths.All)
            {
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Binary(function, b[0], b[1], b[2]),
                    1e-6,
                    [2],
                    Seam.Random(length, 1),
                    Seam.Random(length, 2, 0.5f, 2f),
                    Seam.Target(length, accumulate: false)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_agree_with_the_reference_and_may_be_left_out(int lanes)
    {
        foreach (BinaryFunction function in Enum.GetValues<BinaryFunction>())
        {
            foreach (int length in Lengths.All)
            {
                bool accumulateLeft = length % 2 == 0,
                    accumulateRight = length % 3 == 0;
                for (int wanted = 0; wanted < 4; wanted++)
                {
                    float[] left = (wanted & 1) == 0 ? [] : Seam.Target(length, accumulateLeft, 4);
                    float[] right = (wanted & 2) == 0 ? [] : Seam.Target(length, accumulateRight, 5);
                    Seam.Agrees(
                        Widths.Get(lanes),
                        (device, b) =>
                            device.BinaryBackward(
                                function,
                                b[0],
                                b[1],
                                b[2],
                                b[3],
                                accumulateLeft,
                                b[4],
                                accumulateRight
                            ),
                        2e-6,
                        [3, 4],
                        Seam.Random(length, 1),
                        Seam.Random(length, 2, 0.5f, 2f),
                        Seam.Random(length, 3),
                        left,
                        right
                    );
                }
            }
        }
    }
}
