namespace Pinhole.Tests;

public class PairsTests
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(9, 7, 14)]
    [InlineData(1, 5, 1)]
    [InlineData(4, 4, 4, 4)]
    [InlineData(2, 11, 3, 5, 2)]
    public void Every_value_meets_every_value_of_another_factor(params int[] sizes)
    {
        IReadOnlyList<int[]> combinations = Pairs.Cover(sizes);

        Assert.All(combinations, combination =>
            Assert.All(combination.Zip(sizes), pair => Assert.InRange(pair.First, 0, pair.Second - 1))
        );
        for (int first = 0; first < sizes.Length; first++)
        for (int second = first + 1; second < sizes.Length; second++)
            Assert.Equal(
                sizes[first] * sizes[second],
                combinations.Select(combination => (combination[first], combination[second])).Distinct().Count()
            );
    }

    // No fewer can do than the two largest factors have pairs.
    [Theory]
    [InlineData(126, 140, 9, 7, 14)]
    [InlineData(6, 6, 3, 2)]
    [InlineData(16, 30, 4, 4, 4, 4)]
    public void They_are_few(int fewest, int most, params int[] sizes) =>
        Assert.InRange(Pairs.Cover(sizes).Count, fewest, most);

    [Fact]
    public void The_same_sizes_give_the_same_combinations() =>
        Assert.Equal(
            Pairs.Cover(5, 4, 3).SelectMany(values => values),
            Pairs.Cover(5, 4, 3).SelectMany(values => values)
        );
}
