using FsCheck;
using FsCheck.Fluent;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class MatrixProductTests
{
    private static readonly int[] Sizes = [0, 1, 2, 3, 5, 7, 11, 12, 13, 16, 17, 31, 32, 33, 48, 65];

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void All_small_shapes_agree_with_the_reference(int lanes)
    {
        int combination = 0;
        foreach (int rows in Sizes)
        {
            foreach (int depth in Sizes)
            {
                // Seven steps through eight combinations: every one meets every size.
                foreach (int columns in Sizes)
                    Check(lanes, rows, depth, columns, combination += 7);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Deep_tall_and_wide_shapes_agree_with_the_reference(int lanes)
    {
        (int Rows, int Depth, int Columns)[] shapes =
        [
            (13, 384, 33),
            (13, 385, 33),
            (7, 768, 40),
            (5, 1000, 3),
            (1, 1000, 1),
            (37, 769, 65),
            (3, 1153, 70),
            (1, 50, 700),
            (700, 50, 1),
            (301, 3, 2),
            (2, 3, 301),
            (257, 17, 19),
            (64, 64, 64),
            (100, 37, 129),
            (400, 1, 90),
            (129, 400, 31),
            (31, 400, 129),
        ];
        foreach ((int rows, int depth, int columns) in shapes)
        {
            for (int combination = 0; combination < 8; combination++)
                Check(lanes, rows, depth, columns, combination);
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Any_shape_agrees_with_the_reference(int lanes)
    {
        Gen<(int, int, int, int)> shapes =
            from rows in Gen.Choose(0, 90)
            from depth in Gen.Choose(0, 90)
            from columns in Gen.Choose(0, 90)
            from combination in Gen.Choose(0, 7)
            select (rows, depth, columns, combination);
        Prop.ForAll(shapes.ToArbitrary(), shape => Check(lanes, shape.Item1, shape.Item2, shape.Item3, shape.Item4))
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Linear_layers_agree_with_the_reference(int lanes)
    {
        // A small batch packs the input and turns the result; a large one packs the weights.
        (int Rows, int Inputs, int Outputs)[] shapes =
        [
            (0, 3, 4),
            (1, 1, 1),
            (1, 7, 33),
            (3, 65, 12),
            (13, 17, 31),
            (33, 48, 5),
            (100, 37, 24),
            (128, 5, 65),
            (300, 20, 3),
            (2, 385, 40),
            (70, 400, 9),
            (9, 400, 70),
            (5, 0, 6),
            (130, 1000, 17),
        ];
        foreach ((int rows, int inputs, int outputs) in shapes)
        {
            foreach (Activation activation in Enum.GetValues<Activation>())
            {
                CheckLinear(lanes, rows, inputs, outputs, activation, bias: true);
                CheckLinear(lanes, rows, inputs, outputs, activation, bias: false);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void What_is_not_a_number_reaches_exactly_its_row(int lanes)
    {
        const int Rows = 14,
            Depth = 9,
            Columns = 35;
        float[] left = Seam.Random(Rows * Depth, 1);
        left[(3 * Depth) + 4] = float.NaN;
        Seam.Agrees(
            Widths.Get(lanes),
            (device, b) => device.MatMul(b[0], false, b[1], false, b[2], Rows, Depth, Columns, accumulate: false),
            1e-5,
            [2],
            left,
            Seam.Random(Depth * Columns, 2),
            Seam.Target(Rows * Columns, accumulate: false)
        );
    }

    private static void Check(int lanes, int rows, int depth, int columns, int combination)
    {
        bool transposeLeft = (combination & 1) != 0,
            transposeRight = (combination & 2) != 0,
            accumulate = (combination & 4) != 0;
        try
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) =>
                    device.MatMul(b[0], transposeLeft, b[1], transposeRight, b[2], rows, depth, columns, accumulate),
                Tolerance(depth),
                [2],
                Seam.Random(rows * depth, 1),
                Seam.Random(depth * columns, 2),
                Seam.Target(rows * columns, accumulate)
            );
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"[{rows}, {depth}] by [{depth}, {columns}], turned {transposeLeft} and {transposeRight}, accumulate "
                    + $"{accumulate}: {exception.Message}",
                exception
            );
        }
    }

    private static void CheckLinear(int lanes, int rows, int inputs, int outputs, Activation activation, bool bias)
    {
        try
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Linear(b[0], b[1], b[2], b[3], rows, inputs, outputs, activation),
                Tolerance(inputs),
                [3],
                Seam.Random(rows * inputs, 1),
                Seam.Random(outputs * inputs, 2),
                bias ? Seam.Random(outputs, 3) : [],
                Seam.Target(rows * outputs, accumulate: false)
            );
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"{activation} [{rows}, {inputs}] to {outputs}, bias {bias}: {exception.Message}",
                exception
            );
        }
    }

    // Rounding errors of sums in single precision grow like a random walk.
    private static double Tolerance(int depth) => 1e-6 * (1 + Math.Sqrt(depth));
}
