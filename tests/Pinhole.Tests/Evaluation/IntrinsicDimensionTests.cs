using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.Evaluation;

namespace Pinhole.Tests.Evaluation;

public sealed class IntrinsicDimensionTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Rows_on_a_flat_surface_have_its_dimension(int dimension)
    {
        // A cube of that dimension, put into 20 columns by a linear map.
        Rng rng = new(7, 0);
        float[] map = new float[dimension * 20],
            values = new float[1500 * 20];
        for (int i = 0; i < map.Length; i++)
            map[i] = rng.NextFloat() - 0.5f;
        for (int row = 0; row < 1500; row++)
        {
            for (int axis = 0; axis < dimension; axis++)
            {
                float place = rng.NextFloat();
                for (int column = 0; column < 20; column++)
                    values[(row * 20) + column] += place * map[(axis * 20) + column];
            }
        }

        IntrinsicDimension found = IntrinsicDimension.Estimate(Dataset.FromRows(values, 20), "none");

        Assert.InRange(found.TwoNearestNeighbours, 0.88 * dimension, 1.12 * dimension);
        Assert.InRange(found.Components.Of99!.Value, 1, dimension);
    }

    [Fact]
    public void A_curved_surface_has_its_own_dimension_and_not_that_of_the_space_around_it()
    {
        // A circle in 30 columns: one number tells a row, PCA needs many.
        Rng rng = new(3, 0);
        float[] places = [.. Enumerable.Range(0, 1000).Select(_ => rng.NextFloat() * MathF.Tau)];
        float[] values =
        [
            .. places.SelectMany(place => Enumerable.Range(1, 30).Select(k => MathF.Sin((k * place) + k))),
        ];
        IntrinsicDimension found = IntrinsicDimension.Estimate(Dataset.FromRows(values, 30), "none");

        Assert.InRange(found.TwoNearestNeighbours, 0.8, 1.2);
        Assert.True(found.Components.Of95 > 10);
        Assert.Equal(2, found.SuggestedLatent);
    }

    [Theory]
    [InlineData(300, 20, 32)]
    [InlineData(5.5, 20, 8)]
    [InlineData(double.NaN, 3, 4)]
    public void No_larger_latent_is_suggested_than_straight_lines_need(
        double dimension,
        int components,
        int expected
    ) =>
        Assert.Equal(
            expected,
            new IntrinsicDimension(dimension, (components / 2, components, null), 60).SuggestedLatent
        );

    [Fact]
    public void Rows_that_are_all_the_same_have_none() =>
        Assert.True(double.IsNaN(IntrinsicDimension.Neighbours([1, 1, 1, 1, 1, 1], 3, 2)));

    [Fact]
    public void A_case_worked_by_hand()
    {
        // Places 0, 1, 3 and 7 on a line: ratios of the second distance to the first are 3, 2, 3/2 and 3/2 (of 4 and
        // 6). Of four, three are kept: log 1.5, log 1.5 and log 2 against −log 0.75, −log 0.5 and −log 0.25.
        double a = Math.Log(1.5),
            b = Math.Log(2);
        double expected = ((a * -Math.Log(0.75)) + (a * b) + (b * -Math.Log(0.25))) / ((2 * a * a) + (b * b));
        Assert.Equal(expected, IntrinsicDimension.Neighbours([0, 1, 3, 7], 4, 1), 1e-6);
    }
}
