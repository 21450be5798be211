using Pinhole.Engine.Random;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public class CholeskyTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(40, 7)]
    public void The_solution_solves(int size, int columns)
    {
        Rng rng = new(1);
        double[] root = new double[size * size],
            matrix = new double[size * size],
            expected = new double[size * columns],
            right = new double[size * columns];
        for (int i = 0; i < root.Length; i++)
            root[i] = rng.NextGaussian();
        for (int i = 0; i < expected.Length; i++)
            expected[i] = rng.NextGaussian();
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < size; j++)
            {
                matrix[(i * size) + j] = i == j ? 1 : 0;
                for (int k = 0; k < size; k++)
                    matrix[(i * size) + j] += root[(i * size) + k] * root[(j * size) + k];
                for (int column = 0; column < columns; column++)
                    right[(i * columns) + column] += matrix[(i * size) + j] * expected[(j * columns) + column];
            }
        }

        Assert.True(Cholesky.TryFactorInPlace(matrix, size));
        Cholesky.SolveInPlace(matrix, size, right);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], right[i], 1e-9);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void What_is_not_positive_definite_is_told(double last) =>
        Assert.False(Cholesky.TryFactorInPlace([1, 0, 0, last], 2));
}
