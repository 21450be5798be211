using Pinhole.ModelFiles;
using Pinhole.Numerics;

namespace Pinhole.Tests.Numerics;

public sealed class ImportanceSharesTests
{
    [Fact]
    public void The_formulas_are_those_that_SciPy_computes()
    {
        SafetensorsFile golden = SafetensorsFile.Read(Repository.Golden("disentanglement.safetensors"));
        double[][] importances = [.. golden.Tensors["tree importances"].ToDoubles().Chunk(5)];
        Assert.Equal(
            golden.Tensors["disentanglement"].ToDoubles()[0],
            ImportanceShares.Disentanglement(importances),
            1e-12
        );
        for (int factor = 0; factor < 3; factor++)
            Assert.Equal(
                golden.Tensors["completeness"].ToDoubles()[factor],
                ImportanceShares.Concentration(importances[factor]),
                1e-12
            );
    }

    [Fact]
    public void All_in_one_place_is_one_and_all_alike_is_nothing()
    {
        Assert.Equal(1.0, ImportanceShares.Concentration([0, 3, 0]));
        Assert.Equal(0.0, ImportanceShares.Concentration([2, 2, 2]), 1e-12);
        Assert.Equal(0.0, ImportanceShares.Concentration([0, 0]));
        Assert.Equal(1.0, ImportanceShares.Concentration([0.5]));
    }

    // Of the first number's importance all is for one factor, of the second's half for each: 3/4 · 1 + 1/4 · 0.
    [Fact]
    public void Numbers_count_by_how_important_they_are() =>
        Assert.Equal(
            0.75,
            ImportanceShares.Disentanglement([
                [3, 0.5],
                [0, 0.5],
            ]),
            1e-12
        );
}
