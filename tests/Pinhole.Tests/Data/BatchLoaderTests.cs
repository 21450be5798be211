using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Data.Writers;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Random;

namespace Pinhole.Tests.Data;

public sealed class BatchLoaderTests
{
    private static readonly Dataset Ten = Dataset.FromRows([.. Enumerable.Range(0, 20).Select(i => (float)i)], 2);

    [Fact]
    public void Without_shuffling_the_rows_come_in_order_and_the_last_batch_is_smaller()
    {
        BatchLoader loader = new(Ten, 4);
        Assert.False(loader.Next(out _));
        loader.StartEpoch();

        List<int> sizes = [];
        List<float> values = [];
        while (loader.Next(out int rows))
        {
            sizes.Add(rows);
            values.AddRange(loader.Values);
            Assert.Equal(rows, loader.RowIndices.Length);
            Assert.Equal(loader.Values[0], 2 * loader.RowIndices[0]);
        }

        Assert.Equal([4, 4, 2], sizes);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (float)i), values);
        Assert.False(loader.Next(out _));
        Assert.True(loader.Values.IsEmpty);
    }

    [Fact]
    public void Each_epoch_holds_every_row_once_in_a_new_order()
    {
        BatchLoader loader = new(Ten, 3, new Rng(5));
        int[] first = Epoch(loader),
            second = Epoch(loader);

        Assert.Equal(Enumerable.Range(0, 10), first.Order());
        Assert.Equal(Enumerable.Range(0, 10), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void An_epoch_can_be_repeated_from_the_position_of_the_random_source()
    {
        Rng random = new(5);
        BatchLoader loader = new(Ten, 3, random);
        Epoch(loader);
        ulong position = random.Position;
        int[] second = Epoch(loader);

        Assert.Equal(second, Epoch(new BatchLoader(Ten, 3, new Rng(5) { Position = position })));
    }

    [Fact]
    public void Rows_are_prepared_in_the_batch_and_stay_as_they_are_in_the_data()
    {
        BatchLoader loader = new(Ten, 10, null, MinMax.Fit(Ten));
        loader.StartEpoch();
        loader.Next(out _);

        Assert.Equal([0f, 0f], loader.Values[..2].ToArray());
        Assert.Equal([1f, 1f], loader.Values[^2..].ToArray());
        Assert.Equal(19f, Ten.Row(9)[1]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tape_gets_the_same_rows_as_the_buffer(bool prepared)
    {
        Dataset some = Ten.Take([7, 3, 3, 9, 0]);
        BatchLoader buffered = new(some, 2, new Rng(5), prepared ? MinMax.Fit(Ten) : null);
        BatchLoader taped = new(some, 2, new Rng(5), prepared ? MinMax.Fit(Ten) : null);
        using Tape tape = new(CpuKernels.Shared);
        buffered.StartEpoch();
        taped.StartEpoch();
        while (taped.Next(tape, out Tensor batch))
        {
            Assert.True(buffered.Next(out int rows));
            Assert.Equal(new Shape(rows, 2), batch.Shape);
            float[] values = new float[rows * 2];
            tape.Read(batch, values);
            Assert.Equal(buffered.Values.ToArray(), values);
        }

        Assert.False(buffered.Next(out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rows_of_a_file_are_the_same_whether_the_system_has_them_in_memory_or_not(int secondsALook)
    {
        using TestFolder folder = new();
        float[] values = [.. Enumerable.Range(0, 1000).Select(i => (float)i)];
        using (FileStream file = File.Create(folder.Path("rows.npy")))
            NpyWriter.Write(file, values, 500, 2);
        Dataset disk = Dataset.Open(folder.Path("rows.npy"), new DataOptions { Memory = 0 });
        Assert.True(disk.IsSlow);
        BatchLoader expected = new(Dataset.FromRows(values, 2), 4, new Rng(5)),
            loader = new(disk, 4, new Rng(5)) { Clock = new Steps(secondsALook) };
        using Tape tape = new(CpuKernels.Shared);
        float[] own = new float[8],
            theirs = new float[8];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            expected.StartEpoch();
            loader.StartEpoch();
            while (loader.Next(tape, out Tensor batch))
            {
                Assert.True(expected.Next(tape, out Tensor other));
                tape.Read(batch, own);
                tape.Read(other, theirs);
                Assert.Equal(theirs, own);
                tape.Rewind();
            }

            Assert.False(expected.Next(tape, out _));
        }
    }

    // Each look finds it later by so many seconds.
    private sealed class Steps(int seconds) : TimeProvider
    {
        private long _looks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _looks++ * seconds;
    }

    [Fact]
    public void Nothing_is_allocated_after_construction()
    {
        BatchLoader loader = new(Ten, 3, new Rng(5), Standardize.Fit(Ten));
        Assert.Equal(0, Allocation.AfterWarmUp(() => Drain(loader)));
    }

    [Fact]
    public void A_batch_size_below_one_is_refused_and_a_large_one_is_all_rows()
    {
        Refusal.Says(() => _ = new BatchLoader(Ten, 0), "0 rows");
        BatchLoader loader = new(Ten, int.MaxValue);
        loader.StartEpoch();
        Assert.True(loader.Next(out int rows));
        Assert.Equal(10, rows);
    }

    private static int[] Epoch(BatchLoader loader)
    {
        List<int> rows = [];
        loader.StartEpoch();
        while (loader.Next(out _))
            rows.AddRange(loader.RowIndices);
        return [.. rows];
    }

    private static void Drain(BatchLoader loader)
    {
        loader.StartEpoch();
        while (loader.Next(out _)) { }
    }

    [Fact]
    public void Batches_that_are_passed_over_are_the_first_of_the_epoch()
    {
        Dataset rows = Contract.SmallData.Smooth(23, 3);
        BatchLoader all = new(rows, 5, new Rng(4)),
            rest = new(rows, 5, new Rng(4));
        all.StartEpoch();
        rest.StartEpoch();
        rest.Skip(3);
        for (int batch = 0; batch < 3; batch++)
            Assert.True(all.Next(out _));

        Assert.True(all.Next(out _) && rest.Next(out _));
        Assert.Equal(all.RowIndices, rest.RowIndices);
        Assert.True(all.Next(out int last) && rest.Next(out _));
        Assert.Equal((3, true), (last, all.Values.SequenceEqual(rest.Values)));
        rest.StartEpoch();
        rest.Skip(5);
        Assert.False(rest.Next(out _));
    }
}
