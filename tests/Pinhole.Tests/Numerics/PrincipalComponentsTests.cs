using System.IO.Compression;
using Pinhole.Engine.Random;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public class PrincipalComponentsTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("pca.safetensors"));

    [Fact]
    public void Agrees_with_the_singular_value_decomposition_of_NumPy()
    {
        float[] data = Golden.Tensors["data"].ToFloats();
        PrincipalComponents fitted = PrincipalComponents.Fit(40, 12, Rows(data, 12), components: 3, seed: 1);

        AssertClose(Golden.Tensors["mean"].ToDoubles(), fitted.Mean, 1e-5);
        AssertClose(Golden.Tensors["components"].ToDoubles(), fitted.Components, 1e-5);
        AssertClose(Golden.Tensors["variances"].ToDoubles(), fitted.Variances, 1e-5);
        Assert.Equal(
            1,
            SquaredError(fitted, 40, Rows(data, 12)) / Golden.Tensors["squared error"].ToDoubles()[0],
            1e-5
        );
    }

    [Theory]
    [InlineData(30, 0, 1e-5)]
    [InlineData(300, 1, 1e-5)]
    public void Wide_tables_come_near_the_least_error(int rows, int golden, double tolerance)
    {
        PrincipalComponents fitted = PrincipalComponents.Fit(rows, 3000, WideRow, components: 5, seed: 1);

        Assert.InRange(
            SquaredError(fitted, rows, WideRow) / Golden.Tensors["wide squared errors"].ToDoubles()[golden],
            1 - 1e-6,
            1 + tolerance
        );
        AssertOrthonormal(fitted, 5);
    }

    [Fact]
    public void Random_directions_come_near_those_of_the_products_of_rows()
    {
        RowBlocks rows = new(300, 3000, WideRow);
        Directions random = RandomizedDirections.Find(rows, 5, seed: 1);
        float[] variances = new float[5];
        RowDirections.Find(rows, variances, new float[5 * 3000]);

        Assert.All(variances.Zip(random.Variances), pair => Assert.InRange(pair.Second / pair.First, 0.95, 1 + 1e-6));
    }

    [Fact]
    public void Tables_too_wide_to_be_held_are_read_in_parts_with_the_same_bits()
    {
        RowBlocks rows = new(30, 3000, WideRow);
        float[][] variances = [new float[5], new float[5]],
            vectors = [new float[5 * 3000], new float[5 * 3000]];
        RowDirections.Find(rows, variances[0], vectors[0]);
        RowDirections.Find(rows, variances[1], vectors[1], held: 30 * 700);

        Assert.Equal(variances[0], variances[1]);
        Assert.Equal(vectors[0], vectors[1]);
    }

    [Fact]
    public void The_work_grows_with_each_size()
    {
        double few = PrincipalComponents.EstimateWork(512, 20_000, 500);

        Assert.InRange(few, 1e9, 2e10);
        Assert.True(PrincipalComponents.EstimateWork(512, 40_000, 500) > few);
        Assert.True(PrincipalComponents.EstimateWork(5000, 20_000, 500) > 10 * few);
        Assert.True(PrincipalComponents.EstimateWork(5000, 20_000, 500, kept: 200) < 5e11);
        Assert.InRange(PrincipalComponents.EstimateWork(60_000, 784, 30), 1e10, 1e11);
    }

    [Fact]
    public void Wide_tables_are_reconstructed_whole_by_as_many_components_as_rows_allow()
    {
        PrincipalComponents fitted = PrincipalComponents.Fit(30, 3000, WideRow, components: 29, seed: 1);

        float[] row = new float[3000],
            reconstruction = new float[3000];
        WideRow(17, row);
        fitted.Reconstruct(row, reconstruction);
        Assert.All(row.Zip(reconstruction), pair => Assert.Equal(pair.First, pair.Second, 2e-3f));
    }

    [Theory]
    [InlineData(200, 100)]
    [InlineData(30, 3000)]
    public void The_same_seed_gives_the_same_bits(int rows, int columns)
    {
        PrincipalComponents one = PrincipalComponents.Fit(rows, columns, WideRow, components: 4, seed: 3);
        PrincipalComponents two = PrincipalComponents.Fit(rows, columns, WideRow, components: 4, seed: 3);

        Assert.Equal(one.Components, two.Components);
        Assert.Equal(one.Variances, two.Variances);
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(65, 9)]
    [InlineData(129, 31)]
    public void Directions_are_orthonormal_on_odd_shapes(int rows, int columns) =>
        AssertOrthonormal(
            PrincipalComponents.Fit(rows, columns, NoiseRow, Math.Min(rows - 1, columns), seed: 1),
            Math.Min(rows - 1, columns)
        );

    [Theory]
    [InlineData(6)]
    [InlineData(2000)]
    public void Components_that_the_rows_cannot_fill_are_zero(int columns)
    {
        PrincipalComponents fitted = PrincipalComponents.Fit(4, columns, NoiseRow, components: 8, seed: 1);

        Assert.Equal(8, fitted.Count);
        Assert.Equal(8 * columns, fitted.Components.Length);
        AssertOrthonormal(fitted, 3);
        Assert.Equal(0, SquaredError(fitted, 4, NoiseRow), 1e-8 * columns);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(2000)]
    public void Constant_columns_have_no_part_in_any_component(int columns)
    {
        RowReader reader = (row, values) =>
        {
            NoiseRow(row, values);
            values[2] = 5;
            values[4] = 0;
        };

        PrincipalComponents fitted = PrincipalComponents.Fit(20, columns, reader, components: 2, seed: 1);

        Assert.Equal(5, fitted.Mean[2]);
        Assert.Equal(0, fitted.Components[2], 1e-12);
        Assert.Equal(0, fitted.Components[columns + 4], 1e-12);
        AssertOrthonormal(fitted, 2);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2000)]
    public void Rows_that_are_all_alike_are_reconstructed_by_their_mean(int columns)
    {
        PrincipalComponents fitted = PrincipalComponents.Fit(
            10,
            columns,
            (_, values) => values.Fill(0.3f),
            components: 2,
            seed: 1
        );

        AssertOrthonormal(fitted, 0);
        Assert.Equal(0, SquaredError(fitted, 10, (_, values) => values.Fill(0.3f)));
    }

    [Fact]
    public void A_stored_analysis_gives_the_same_codes_and_reconstructs_in_place()
    {
        PrincipalComponents fitted = PrincipalComponents.Fit(40, 12, NoiseRow, components: 3, seed: 1);
        PrincipalComponents restored = new(fitted.Mean, fitted.Components, fitted.Variances);
        float[] row = new float[12],
            codes = new float[3],
            otherCodes = new float[3],
            reconstruction = new float[12];
        NoiseRow(5, row);

        fitted.Project(row, codes);
        restored.Project(row, otherCodes);
        fitted.Reconstruct(row, reconstruction);
        restored.Reconstruct(row, row);

        Assert.Equal(codes, otherCodes);
        Assert.Equal(reconstruction, row);
    }

    [Fact]
    public void Codes_are_coordinates_along_the_components()
    {
        PrincipalComponents axes = new([1, 1, 1], [1, 0, 0, 0, 0.6f, 0.8f], [2, 1]);
        float[] codes = new float[2],
            reconstruction = new float[3];

        axes.Project([3, 2, 2], codes);
        axes.Reconstruct([3, 2, 2], reconstruction);

        AssertClose([2, 1.4], codes, 1e-6);
        AssertClose([3, 1.84, 2.12], reconstruction, 1e-6);
    }

    [Fact]
    public void Rows_that_are_nearly_all_zeros_are_projected_as_others_are()
    {
        const int columns = 64;
        PrincipalComponents fitted = PrincipalComponents.Fit(
            40,
            columns,
            (row, values) =>
            {
                for (int column = 0; column < columns; column++)
                    values[column] = MathF.Sin((row * 0.7f) + column);
            },
            components: 3,
            seed: 1
        );
        float[] row = new float[columns],
            codes = new float[3];
        // With the tenth number the row has too many, and is gone through whole.
        for (int others = 0; others < 10; others++)
        {
            fitted.Project(row, codes);
            for (int component = 0; component < 3; component++)
            {
                double sum = Enumerable
                    .Range(0, columns)
                    .Sum(column =>
                        ((double)row[column] - fitted.Mean[column]) * fitted.Components[(component * columns) + column]
                    );
                Assert.Equal(sum, codes[component], 1e-5);
            }

            row[5 + (6 * others)] = others + 1;
        }
    }

    [Fact]
    public void Reconstructing_allocates_nothing_whatever_the_number_of_components()
    {
        PrincipalComponents fitted = new(new float[400], new float[400 * 300], new float[300]);
        float[] row = new float[400];
        Assert.Equal(0, Allocation.AfterWarmUp(() => fitted.Reconstruct(row, row)));
    }

    [Fact]
    public void Bad_data_are_refused_in_one_line()
    {
        Assert.Equal(
            "principal components need at least 2 rows; there are 1; give more data",
            Assert.Throws<InputException>(() => PrincipalComponents.Fit(1, 3, NoiseRow, 1, 1)).Message
        );
        Assert.Equal(
            "the data hold NaN or infinity; column 2; remove or replace these values",
            Assert
                .Throws<InputException>(() => PrincipalComponents.Fit(5, 3, (_, values) => values[1] = float.NaN, 1, 1))
                .Message
        );
    }

    [Fact]
    public void Bad_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PrincipalComponents([1, 2], [1, 0, 0], [1]));
        PrincipalComponents axis = new([0, 0], [1, 0], [1]);
        Assert.Throws<ArgumentException>(() => axis.Project(new float[3], new float[1]));
        Assert.Throws<ArgumentException>(() => axis.Project(new float[2], new float[2]));
        Assert.Throws<ArgumentException>(() => axis.Reconstruct(new float[2], new float[1]));
    }

    // NumPy's figure for these rows; all 60,000 and 10,000 of them give 13.866 in both, where the literature says
    // 13.87.
    [RealDataFact("mnist/train-images-idx3-ubyte.gz")]
    public void Thirty_components_of_MNIST_have_the_error_that_NumPy_finds()
    {
        byte[] train = Images("mnist/train-images-idx3-ubyte.gz"),
            test = Images("mnist/t10k-images-idx3-ubyte.gz");

        PrincipalComponents fitted = PrincipalComponents.Fit(10_000, 784, Pixels(train), components: 30, seed: 1);

        Assert.Equal(14.401158297831314, SquaredError(fitted, 2_000, Pixels(test)) / 2_000, 1e-4);
    }

    private static RowReader Rows(float[] data, int columns) =>
        (row, values) => data.AsSpan(row * columns, columns).CopyTo(values);

    private static RowReader Pixels(byte[] images) =>
        (row, values) =>
        {
            for (int column = 0; column < values.Length; column++)
                values[column] = images[(row * values.Length) + column] / 255f;
        };

    private static byte[] Images(string name)
    {
        const int header = 16;
        using GZipStream stream = new(File.OpenRead(Repository.RealData(name)), CompressionMode.Decompress);
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray()[header..];
    }

    // The formula of make_pca.py.
    private static void WideRow(int row, Span<float> values)
    {
        for (int column = 0; column < values.Length; column++)
            values[column] =
                (((row * row * 37) + (column * column * 11) + (row * column * 5)) % 1009)
                + (row % 5 * (column % 7) * 100);
    }

    private static void NoiseRow(int row, Span<float> values)
    {
        Rng random = new(seed: 11, stream: (ulong)row);
        for (int column = 0; column < values.Length; column++)
            values[column] = random.NextFloat();
    }

    private static double SquaredError(PrincipalComponents fitted, int rows, RowReader reader)
    {
        float[] row = new float[fitted.Columns],
            reconstruction = new float[fitted.Columns];
        ReconstructionError error = new();
        double sum = 0;
        for (int index = 0; index < rows; index++)
        {
            reader(index, row);
            fitted.Reconstruct(row, reconstruction);
            sum += error.Add(row, reconstruction);
        }

        return sum;
    }

    private static void AssertOrthonormal(PrincipalComponents fitted, int count)
    {
        for (int one = 0; one < fitted.Count; one++)
        {
            Assert.Equal(one < count, fitted.Variances[one] > 0);
            for (int two = 0; two <= one; two++)
            {
                double product = 0;
                for (int column = 0; column < fitted.Columns; column++)
                    product +=
                        (double)fitted.Components[(one * fitted.Columns) + column]
                        * fitted.Components[(two * fitted.Columns) + column];
                Assert.Equal(one == two && one < count ? 1 : 0, product, 1e-6);
            }
        }
    }

    private static void AssertClose(double[] expected, ReadOnlySpan<float> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int index = 0; index < expected.Length; index++)
            Assert.Equal(expected[index], actual[index], tolerance * Math.Max(1, Math.Abs(expected[index])));
    }
}
