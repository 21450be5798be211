using Pinhole.Data;
using Pinhole.Engine.Random;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Evaluation;

public sealed class DisentanglementTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(
        Repository.Golden("disentanglement.safetensors")
    );

    [Fact]
    public void The_gaps_are_those_of_NumPy_and_scikit_learn()
    {
        DisentanglementScores scores = Disentanglement.Score(
            Golden.Tensors["latents"].ToFloats(),
            5,
            Factors(Golden.Tensors["factors"].ToFloats(), 3),
            seed: 1
        )!;
        double[] gaps = Golden.Tensors["gaps"].ToDoubles();
        Assert.Equal([3, 6, 40], scores.Factors.Select(factor => factor.Values));
        for (int factor = 0; factor < 3; factor++)
            Assert.Equal(gaps[factor], scores.Factors[factor].MutualInformationGap, 1e-12);
        Assert.Equal(gaps.Average(), scores.MutualInformationGap, 1e-12);
    }

    [Fact]
    public void A_number_for_each_factor_is_all_that_can_be_wished_for()
    {
        (float[] factors, _) = Rotated(0);
        DisentanglementScores scores = Disentanglement.Score(factors, 2, Factors(factors, 2), seed: 1)!;
        Assert.Equal(1, scores.MutualInformationGap, 1e-3);
        Assert.Equal((1.0, 1.0, 1.0), (scores.Disentanglement, scores.Completeness, scores.Informativeness));
        Assert.Equal([1.0, 0], scores.Factors[0].Importances);
    }

    [Fact]
    public void Half_a_right_angle_mixes_two_factors_beyond_any_number_for_one()
    {
        (float[] factors, float[] latents) = Rotated(Math.PI / 4);
        DisentanglementScores scores = Disentanglement.Score(latents, 2, Factors(factors, 2), seed: 1)!;
        Assert.InRange(scores.MutualInformationGap, 0, 0.05);
        Assert.InRange(scores.Disentanglement, 0, 0.05);
        Assert.InRange(scores.Completeness, 0, 0.05);
        Assert.InRange(scores.Informativeness, 0.7, 1);
    }

    // Two numbers that hold the same factor are disentangled, but not complete, and leave no gap.
    [Fact]
    public void A_factor_that_is_there_twice_is_disentangled_and_leaves_no_gap()
    {
        (float[] factors, _) = Rotated(0);
        float[] latents =
        [
            .. Enumerable
                .Range(0, factors.Length / 2)
                .SelectMany(row => new[] { factors[2 * row], factors[2 * row], factors[(2 * row) + 1] }),
        ];
        DisentanglementScores scores = Disentanglement.Score(latents, 3, Factors(factors, 2), seed: 1)!;
        Assert.Equal(0, scores.Factors[0].MutualInformationGap, 1e-12);
        Assert.Equal(1, scores.Factors[1].MutualInformationGap, 1e-3);
        Assert.Equal(1.0, scores.Disentanglement);
    }

    [Fact]
    public void Latents_that_tell_nothing_score_nothing()
    {
        (float[] factors, _) = Rotated(0);
        DisentanglementScores scores = Disentanglement.Score(
            new float[factors.Length],
            2,
            Factors(factors, 2),
            seed: 1
        )!;
        Assert.Equal((0.0, 0.0, 0.0), (scores.MutualInformationGap, scores.Disentanglement, scores.Completeness));
        Assert.InRange(scores.Informativeness, 0, 0.2);
    }

    [Fact]
    public void A_model_is_asked_by_its_latents_and_the_seed_repeats_the_figures()
    {
        Dataset shapes = Dataset.Open("shapes", new DataOptions { Rows = 200 });
        using Autoencoder model = Autoencoder.Create(Presets.Create("beta-vae", 3, [8]), shapes.Schema);
        model.FitPreprocessing(shapes);

        DisentanglementScores scores = Disentanglement.Measure(model, shapes, seed: 1)!;

        Assert.Equal(200, scores.Rows);
        Assert.Equal(["shape", "scale", "orientation", "x", "y"], scores.Factors.Select(factor => factor.Name));
        Assert.All(scores.Factors, factor => Assert.Equal(3, factor.Importances.Count));
        DisentanglementScores again = Disentanglement.Measure(model, shapes, seed: 1)!;
        Assert.Equal(Figures(scores), Figures(again));
        Assert.NotEqual(Figures(scores), Figures(Disentanglement.Measure(model, shapes, seed: 2)!));
    }

    [Fact]
    public void Where_there_is_nothing_to_ask_nothing_comes()
    {
        Dataset shapes = Dataset.Open("shapes", new DataOptions { Rows = 120 });
        using Autoencoder model = Autoencoder.Create(Presets.Create("deep", 3, [8]), shapes.Schema);
        using Autoencoder told = Autoencoder.Create(
            Presets.Create("deep", 3, [8]) with
            {
                Condition = new Condition(Context: true),
            },
            shapes.Schema
        );
        int[] all = [.. Enumerable.Range(0, 120)];
        Assert.NotNull(Disentanglement.Measure(model, shapes));
        Assert.Null(Disentanglement.Measure(told, shapes));
        Assert.Null(Disentanglement.Measure(model, shapes.Take(all[..99])));
        Assert.Null(
            Disentanglement.Measure(
                model,
                Dataset.Open("shapes", new DataOptions { Rows = 120 }).Take([.. Enumerable.Repeat(0, 120)])
            )
        );
        Assert.Null(Disentanglement.Measure(model, Dataset.FromRows(new float[120 * 4096], 4096)));
        Refusal.Says(
            () => Disentanglement.Measure(model, Dataset.Open("digits", new DataOptions { Rows = 120 })),
            "4096 columns"
        );
    }

    private static double[] Figures(DisentanglementScores scores) =>
        [
            scores.MutualInformationGap,
            scores.Disentanglement,
            scores.Completeness,
            scores.Informativeness,
            .. scores.Factors.SelectMany(factor => factor.Importances),
        ];

    private static Dataset Factors(float[] values, int columns) => Dataset.FromRows(values, columns, "factors");

    /// <summary>Two factors of ten values each, all pairs equally often, and the same turned.</summary>
    private static (float[] Factors, float[] Latents) Rotated(double angle)
    {
        int[] order = [.. Enumerable.Range(0, 4000)];
        new Rng(3).ShuffleInPlace<int>(order);
        float[] factors = [.. order.SelectMany(row => new float[] { row % 10, row / 10 % 10 })],
            latents = new float[factors.Length];
        for (int i = 0; i < factors.Length; i += 2)
        {
            latents[i] = (float)((Math.Cos(angle) * factors[i]) - (Math.Sin(angle) * factors[i + 1]));
            latents[i + 1] = (float)((Math.Sin(angle) * factors[i]) + (Math.Cos(angle) * factors[i + 1]));
        }

        return (factors, latents);
    }
}
