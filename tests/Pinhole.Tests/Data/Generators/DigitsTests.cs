using Pinhole.Data;
using Pinhole.Data.Generators;

namespace Pinhole.Tests.Data.Generators;

public sealed class DigitsTests
{
    private static readonly Dataset Thousand = Dataset.Generate(
        new Digits(),
        new DataOptions { Rows = 1000, Seed = 3 }
    );

    [Fact]
    public void Digits_are_labelled_images_of_28_by_28_greys()
    {
        Assert.Equal(new ImageShape(1, 28, 28), Thousand.Schema.Image);
        Assert.Equal((0f, 1f), (Thousand.Schema.Minimum, Thousand.Schema.Maximum));
        Assert.Equal(10, Thousand.Schema.ClassNames.Count);
        // About 100 each; 60 is more than four deviations below.
        Assert.All(Enumerable.Range(0, 1000).GroupBy(Thousand.Label), rows => Assert.InRange(rows.Count(), 60, 140));
    }

    [Fact]
    public void A_row_depends_on_the_seed_and_its_index_alone()
    {
        Dataset ten = Dataset.Generate(new Digits(), new DataOptions { Rows = 10, Seed = 3 });
        for (int i = 0; i < 10; i++)
            Assert.Equal(Thousand.Row(i).ToArray(), ten.Row(i).ToArray());

        Dataset other = Dataset.Generate(new Digits(), new DataOptions { Rows = 10, Seed = 4 });
        Assert.NotEqual(Thousand.Row(0).ToArray(), other.Row(0).ToArray());
    }

    [Fact]
    public void Every_digit_lies_inside_the_image_and_no_two_are_alike()
    {
        HashSet<string> seen = [];
        for (int index = 0; index < Thousand.Rows; index++)
        {
            float[] row = Thousand.Row(index).ToArray();
            Assert.True(seen.Add(string.Join(' ', row)));
            Assert.InRange(row.Sum(), 20, 300);
            Assert.All(Enumerable.Range(0, 28), i =>
                Assert.Equal(0f, row[i] + row[27 * 28 + i] + row[28 * i] + row[28 * i + 27])
            );
        }
    }

    [Fact]
    public void The_nearest_digit_has_mostly_the_same_label()
    {
        // Digits that nobody could read apart would not pass: chance is one in ten.
        int right = Enumerable.Range(800, 200).Count(index => Thousand.Label(Nearest(index)) == Thousand.Label(index));
        Assert.InRange(right, 170, 200);
    }

    private static int Nearest(int index) =>
        Enumerable
            .Range(0, 800)
            .MinBy(other =>
            {
                ReadOnlySpan<float> a = Thousand.Row(index),
                    b = Thousand.Row(other);
                float distance = 0;
                for (int i = 0; i < a.Length; i++)
                    distance += (a[i] - b[i]) * (a[i] - b[i]);
                return distance;
            });
}
