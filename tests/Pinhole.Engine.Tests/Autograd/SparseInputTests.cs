using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Engine.Tests.Kernels;

namespace Pinhole.Engine.Tests.Autograd;

/// <summary>Sparse rows give what the same rows with their zeros give.</summary>
[Collection(nameof(Alone))]
public sealed class SparseInputTests
{
    public static TheoryData<int, int> Sizes =>
        new()
        {
            { 2, 1 },
            { 3, 17 },
            { 40, 33 },
            { 65, 5000 },
        };

    private static IEnumerable<Device> Devices =>
        ((IEnumerable<object[]>)Widths.Supported).Select(row => Widths.Get((int)row[0]));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void A_layer_and_its_gradients_agree_with_those_of_whole_rows(int rows, int columns)
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            SparseMatrix matrix = new(rows, columns, seed: 3, low: -1);
            foreach (Device device in (Device[])[.. Devices, new ReferenceKernels()])
            {
                (float[] output, float[] weight, float[] bias) whole = Layer(device, matrix, activation, sparse: false),
                    sparse = Layer(device, matrix, activation, sparse: true);
                double tolerance = 3e-6 * (1 + Math.Sqrt(columns));
                Numbers.AssertClose(Array.ConvertAll(whole.output, x => (double)x), sparse.output, tolerance, "output");
                Numbers.AssertClose(
                    Array.ConvertAll(whole.weight, x => (double)x),
                    sparse.weight,
                    tolerance,
                    "weight gradient"
                );
                Numbers.AssertClose(
                    Array.ConvertAll(whole.bias, x => (double)x),
                    sparse.bias,
                    tolerance,
                    "bias gradient"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Losses_and_their_gradients_have_the_bits_of_whole_targets(int rows, int columns)
    {
        const int Group = 2;
        SparseMatrix matrix = new(rows, columns, seed: 4);
        Func<Tensor, Tensor, Tensor>[] losses =
        [
            (y, t) => y.SquaredError(t),
            (y, t) => y.AbsoluteError(t),
            (y, t) => y.Huber(t, 0.1f),
            (y, t) => y.BernoulliLoss(t),
            (y, t) => y.PoissonLoss(t),
        ];
        foreach (Func<Tensor, Tensor, Tensor> loss in losses)
        {
            foreach (int group in (int[])[1, Group])
            {
                float[] prediction = Seam.Random(group * rows * columns, 5);
                foreach (Device device in Devices)
                    Assert.Equal(
                        Loss(device, matrix, loss, prediction, group, sparse: false),
                        Loss(device, matrix, loss, prediction, group, sparse: true)
                    );
            }
        }
    }

    [Fact]
    public void Any_other_operation_and_a_reader_see_all_numbers()
    {
        SparseMatrix matrix = new(5, 7, seed: 6);
        using Tape tape = new(Widths.Get(1));
        Tensor sparse = matrix.Input(tape, sparse: true);
        float[] values = new float[35],
            squares = new float[35],
            view = new float[35];
        tape.Read(sparse.Square(), squares);
        tape.Read(sparse, values);
        tape.Read(tape.View(sparse, new Shape(35)), view);
        Assert.Equal(matrix.Dense, values);
        Assert.Equal(matrix.Dense, view);
        Assert.Equal(matrix.Dense.Select(x => x * x), squares);
        Tensor again = matrix.Input(tape, sparse: true);
        Assert.Equal(new Shape(5, 7), again.Shape);
    }

    [Fact]
    public void The_same_bits_come_out_on_any_number_of_threads_and_nothing_is_allocated()
    {
        SparseMatrix matrix = new(64, 3000, seed: 7);
        using Device one = CpuKernels.Create(1),
            two = CpuKernels.Create(2);
        (float[] output, float[] weight, float[] bias) first = Layer(one, matrix, Activation.Elu, sparse: true),
            second = Layer(two, matrix, Activation.Elu, sparse: true);
        Assert.Equal(first.output, second.output);
        Assert.Equal(first.weight, second.weight);

        // Batches have more numbers and less: what is allocated once is enough for all.
        SparseMatrix[] batches =
        [
            new(64, 300, seed: 1, density: 0.1f),
            new(64, 300, seed: 2, density: 0.4f),
            new(32, 300, seed: 3, density: 0.9f),
        ];
        int room = batches.Max(batch => batch.Values.Length);
        using Tape tape = new(one);
        float[] weight = Seam.Random(10 * 300, 8);
        for (int i = 0; i < 3; i++)
            Step(batches[0]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 6; i++)
            Step(batches[i % 3]);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Step(SparseMatrix batch)
        {
            tape.Rewind();
            Tensor w = tape.Variable(weight, new Shape(10, 300)),
                x = tape.SparseInput(batch.Starts, batch.Places, batch.Values, 300, room);
            tape.Backward(x.Linear(w).MatMul(w).SquaredError(x).Mean());
        }
    }

    [Fact]
    public void Rows_that_are_none_are_refused()
    {
        using Tape tape = new(Widths.Get(1));
        Says("as many columns", [0, 2], [1], [1f, 2f]);
        Says("as many columns", [1, 2], [0, 1], [1f, 2f]);
        Says("before it begins", [0, 2, 1, 2], [0, 1], [1f, 2f]);
        Says("does not follow", [0, 2], [1, 1], [1f, 2f]);
        Says("does not follow", [0, 2], [0, 3], [1f, 2f]);
        Says("does not follow", [0, 1], [-1], [1f]);

        void Says(string part, int[] starts, int[] columns, float[] values) =>
            Assert.Contains(
                part,
                Assert.Throws<ArgumentException>(() => tape.SparseInput(starts, columns, values, 3)).Message,
                StringComparison.Ordinal
            );
    }

    private static (float[] Output, float[] Weight, float[] Bias) Layer(
        Device device,
        SparseMatrix matrix,
        Activation activation,
        bool sparse
    )
    {
        const int Outputs = 9;
        using Tape tape = new(device);
        Tensor x = matrix.Input(tape, sparse);
        Tensor weight = tape.Variable(Seam.Random(Outputs * matrix.Columns, 1), new Shape(Outputs, matrix.Columns)),
            bias = tape.Variable(Seam.Random(Outputs, 2), new Shape(Outputs));
        Tensor y = x.Linear(weight, bias, activation);
        float[] output = new float[matrix.Rows * Outputs],
            weightGradient = new float[Outputs * matrix.Columns],
            biasGradient = new float[Outputs];
        tape.Read(y, output);
        tape.Backward(y.Square().Mean());
        tape.ReadGradient(weight, weightGradient);
        tape.ReadGradient(bias, biasGradient);
        return (output, weightGradient, biasGradient);
    }

    private static float[] Loss(
        Device device,
        SparseMatrix matrix,
        Func<Tensor, Tensor, Tensor> loss,
        float[] prediction,
        int group,
        bool sparse
    )
    {
        using Tape tape = new(device);
        Tensor y = tape.Variable(prediction, new Shape(group * matrix.Rows, matrix.Columns)),
            cost = loss(y, matrix.Input(tape, sparse));
        float[] costs = new float[group * matrix.Rows],
            gradient = new float[prediction.Length];
        tape.Read(cost, costs);
        tape.Backward(cost.Mean());
        tape.ReadGradient(y, gradient);
        return [.. costs, .. gradient];
    }
}
