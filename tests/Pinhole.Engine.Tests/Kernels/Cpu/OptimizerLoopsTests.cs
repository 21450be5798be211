using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class OptimizerLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Adam_agrees_with_the_reference(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            AdamStep step = new(LearningRate: 0.01f, Beta1: 0.9f, Beta2: 0.999f, Epsilon: 1e-8f, WeightDecay: length % 3 * 0.1f, Step: 1 + (length % 5));
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Adam(b[0], b[1], b[2], b[3], step),
                1e-6,
                [0, 2, 3],
                Seam.Random(length, 1),
                Seam.Random(length, 2),
                Seam.Random(length, 3),
                Seam.Random(length, 4, 0.01f, 1f));
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Gradient_descent_agrees_with_the_reference_with_and_without_momentum(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            Check([], 0f);
            Check(Seam.Random(length, 3), 0.9f);

            void Check(float[] velocities, float momentum) => Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Sgd(b[0], b[1], b[2], new SgdStep(0.1f, momentum, 0.05f)),
                1e-6,
                [0, 2],
                Seam.Random(length, 1),
                Seam.Random(length, 2),
                velocities);
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void RmsProp_agrees_with_the_reference(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.RmsProp(b[0], b[1], b[2], new RmsPropStep(0.01f, 0.99f, 1e-8f)),
                1e-6,
                [0, 2],
                Seam.Random(length, 1),
                Seam.Random(length, 2),
                Seam.Random(length, 3, 0.01f, 1f));
        }
    }
}
