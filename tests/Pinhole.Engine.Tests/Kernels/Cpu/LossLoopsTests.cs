using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class LossLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Losses_agree_with_the_reference(int lanes)
    {
        foreach (LossFunction function in Enum.GetValues<LossFunction>())
        {
            foreach ((int rows, int columns) in Matrices.All)
            {
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Loss(function, b[0], b[1], 0.75f, b[2], rows, columns),
                    1e-6 * (1 + Math.Sqrt(columns) / 4),
                    [2],
                    Seam.Random(rows * columns, 1, -3, 3),
                    Seam.Random(rows * columns, 2, 0, 1),
                    Seam.Target(rows, accumulate: false)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_of_losses_agree_with_the_reference(int lanes)
    {
        foreach (LossFunction function in Enum.GetValues<LossFunction>())
        {
            foreach ((int rows, int columns) in Matrices.All)
            {
                bool accumulate = (rows + columns) % 2 == 0;
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) =>
                        device.LossBackward(function, b[0], b[1], 0.75f, b[2], b[3], rows, columns, accumulate),
                    2e-6,
                    [3],
                    Seam.Random(rows * columns, 1, -3, 3),
                    Seam.Random(rows * columns, 2, 0, 1),
                    Seam.Random(rows, 3),
                    Seam.Target(rows * columns, accumulate)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Rows_that_share_a_target_agree_with_the_reference(int lanes)
    {
        const int Group = 3;
        foreach ((int targets, int columns) in Matrices.All.Where(matrix => matrix.Rows < 20))
        {
            int rows = Group * targets;
            float[] prediction = Seam.Random(rows * columns, 1, -3, 3),
                target = Seam.Random(targets * columns, 2, 0, 1);
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Loss(LossFunction.BernoulliLogits, b[0], b[1], 0, b[2], rows, columns, Group),
                1e-6 * (1 + Math.Sqrt(columns) / 4),
                [2],
                prediction,
                target,
                Seam.Target(rows, accumulate: false)
            );
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                    device.LossBackward(
                        LossFunction.SquaredError,
                        b[0],
                        b[1],
                        0,
                        b[2],
                        b[3],
                        rows,
                        columns,
                        accumulate: true,
                        Group
                    ),
                2e-6,
                [3],
                prediction,
                target,
                Seam.Random(rows, 3),
                Seam.Target(rows * columns, accumulate: true)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void What_is_not_a_number_stays_visible_in_every_loss(int lanes)
    {
        const int Columns = 19;
        foreach (LossFunction function in Enum.GetValues<LossFunction>())
        {
            for (int position = 0; position < Columns; position++)
            {
                float[] prediction = Seam.Random(2 * Columns, 1);
                prediction[Columns + position] = float.NaN;
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Loss(function, b[0], b[1], 1f, b[2], 2, Columns),
                    1e-5,
                    [2],
                    prediction,
                    Seam.Random(2 * Columns, 2, 0, 1),
                    Seam.Target(2, accumulate: false)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Bernoulli_losses_of_huge_logits_are_the_logits_themselves(int lanes)
    {
        Device device = Widths.Get(lanes);
        float[] logits = [100f, -100f, 1e4f, -1e4f, 1e30f, -1e30f, 100f, -100f, 1e30f, -1e30f];
        float[] targets = [0f, 1f, 0f, 1f, 0f, 1f, 1f, 0f, 1f, 0f];
        using Storage prediction = device.Allocate(10),
            target = device.Allocate(10),
            loss = device.Allocate(10),
            slope = device.Allocate(10);
        device.Write(logits, prediction.All);
        device.Write(targets, target.All);
        float[] found = new float[10];
        device.Loss(LossFunction.BernoulliLogits, prediction.All, target.All, 0f, loss.All, 10, 1);
        device.Read(loss.All, found);
        Numbers.AssertClose([100, 100, 1e4, 1e4, 1e30, 1e30, 0, 0, 0, 0], found, 1e-6, "loss");

        device.Fill(loss.All, 1f);
        device.LossBackward(
            LossFunction.BernoulliLogits,
            prediction.All,
            target.All,
            0f,
            loss.All,
            slope.All,
            10,
            1,
            accumulate: false
        );
        device.Read(slope.All, found);
        Numbers.AssertClose([1, -1, 1, -1, 1, -1, 0, 0, 0, 0], found, 1e-6, "slope");
    }
}
