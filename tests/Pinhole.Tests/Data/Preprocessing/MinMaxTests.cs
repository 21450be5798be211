using Pinhole.Data;
using Pinhole.Data.Preprocessing;

namespace Pinhole.Tests.Data.Preprocessing;

public sealed class MinMaxTests
{
    [Fact]
    public void Each_column_of_the_training_rows_goes_from_0_to_1()
    {
        MinMax fitted = MinMax.Fit(Dataset.FromRows([2, 10, 4, 30, 3, 20], 2));

        Assert.Equal([2f, 10f], fitted.Offset.ToArray());
        Assert.Equal([2f, 20f], fitted.Scale.ToArray());
        float[] row = [3, 40];
        fitted.ApplyInPlace(row);
        Assert.Equal([0.5f, 1.5f], row);
    }

    [Fact]
    public void A_constant_column_becomes_0_and_its_constant_whatever_the_model_says()
    {
        MinMax fitted = MinMax.Fit(Dataset.FromRows([7, 7, 7], 1));
        float[] row = [9];
        fitted.ApplyInPlace(row);
        Assert.Equal(0f, row[0]);

        row[0] = 0.3f;
        fitted.InvertInPlace(row);
        Assert.Equal(7f, row[0]);
    }

    [Fact]
    public void What_was_learned_can_be_given_back()
    {
        MinMax fitted = MinMax.Fit(Dataset.FromRows([2, 10, 4, 30], 2));
        MinMax again = new(fitted.Offset.ToArray(), fitted.Scale.ToArray());
        float[] row = [3, 20],
            same = [3, 20];
        fitted.ApplyInPlace(row);
        again.ApplyInPlace(same);
        Assert.Equal(row, same);
    }

    [Fact]
    public void Learned_numbers_that_cannot_be_are_refused()
    {
        Refusal.Says(() => _ = new MinMax([1], [1, 2]), "1 offsets and 2 scales");
        Refusal.Says(() => _ = new MinMax([], []), "0 offsets");
        Refusal.Says(() => _ = new MinMax([1, float.NaN], [1, 2]), "column 2");
        Refusal.Says(() => _ = new MinMax([1], [-1]), "column 1");
    }

    [Fact]
    public void A_column_that_spans_more_than_float32_is_refused() =>
        Refusal.Says(() => MinMax.Fit(Dataset.FromRows([0, -3e38f, 0, 3e38f], 2, "sales")), "sales", "column 2");

    [Fact]
    public void A_row_of_another_width_is_refused() =>
        Assert.Throws<ArgumentException>(() => new MinMax([0], [1]).ApplyInPlace(new float[2]));
}
