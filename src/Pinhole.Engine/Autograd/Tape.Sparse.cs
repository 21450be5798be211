using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <content>Sparse rows.</content>
public sealed partial class Tape
{
    /// <summary>
    /// Brings compressed sparse rows onto the tape: some numbers are given, the others are 0. They get no gradient.
    /// Linear layers and losses use only the numbers given; for other operations the rows are made dense once.
    /// </summary>
    /// <param name="starts">[batch + 1]: for each row the index of its first number in the two arrays that follow, then
    /// the count of all numbers. The first is 0.</param>
    /// <param name="columns">The column of each number, counted from 0, ascending within a row.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="features">How many columns a row has.</param>
    /// <param name="room">The most numbers that a later batch may have, so that it allocates nothing.</param>
    /// <returns>[batch, features].</returns>
    /// <exception cref="ArgumentException">The starts are not ascending or do not end at the count of numbers, or a
    /// column does not exist or is not ascending.</exception>
    public Tensor SparseInput(
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> values,
        int features,
        int room = 0
    )
    {
        RequireSparse(starts, columns, values, features);
        int index = ClaimSlot();
        ref Slot slot = ref _slots[index];
        slot.Shape = new Shape(starts.Length - 1, features);
        slot.NeedsGradient = false;
        slot.IsSparse = true;
        slot.IsExpanded = false;
        Storage storage = Room(ref slot.OwnSparse, starts.Length + (2L * Math.Max(room, values.Length)));
        slot.Sparse = new SparseBlock(
            new Block(storage, 0, starts.Length),
            new Block(storage, starts.Length, columns.Length),
            new Block(storage, starts.Length + columns.Length, values.Length)
        );
        Kernels.WriteSparse(starts, columns, values, slot.Sparse);
        return Handle(index);
    }

    private static void RequireSparse(
        ReadOnlySpan<int> starts,
        ReadOnlySpan<int> columns,
        ReadOnlySpan<float> values,
        int features
    )
    {
        if (starts.Length < 2 || starts[0] != 0 || starts[^1] != values.Length || columns.Length != values.Length)
            throw new ArgumentException(
                $"The {values.Length} numbers of sparse rows need as many columns, and starts from 0 to "
                    + $"{values.Length}.",
                nameof(starts)
            );
        for (int row = 0; row + 1 < starts.Length; row++)
        {
            if (starts[row + 1] < starts[row] || starts[row + 1] > values.Length)
                throw new ArgumentException(
                    $"Row {row} of the sparse rows ends at {starts[row + 1]}, before it begins or beyond the numbers.",
                    nameof(starts)
                );
            for (int i = starts[row], before = -1; i < starts[row + 1]; before = columns[i], i++)
            {
                if (columns[i] <= before || columns[i] >= features)
                    throw new ArgumentException(
                        $"Column {columns[i]} of row {row} does not follow {before} within {features} columns.",
                        nameof(columns)
                    );
            }
        }
    }

    /// <summary>The slot of a tensor, with dense numbers.</summary>
    private ref readonly Slot ResolveWhole(Tensor tensor)
    {
        ref readonly Slot slot = ref Resolve(tensor);
        if (slot.IsSparse)
            Expand(tensor.Index);
        return ref slot;
    }

    private void Expand(int index)
    {
        ref Slot slot = ref _slots[index];
        if (slot.IsExpanded)
            return;
        ClaimValue(ref slot);
        Kernels.Expand(slot.Sparse, slot.Value, slot.Shape.Rows, slot.Shape.Columns);
        slot.IsExpanded = true;
    }
}
