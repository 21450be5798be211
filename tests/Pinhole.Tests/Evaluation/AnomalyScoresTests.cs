using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Numerics;
using Pinhole.Tests.Contract;
using Pinhole.Tests.ModelFiles.Onnx;

namespace Pinhole.Tests.Evaluation;

public sealed class AnomalyScoresTests
{
    public static TheoryData<string> Names => [.. OnnxCases.All.Keys];

    [Fact]
    public void A_score_is_the_squared_error_in_the_units_the_model_sees()
    {
        // Means 1 and 10, deviations 1 and 10.
        Dataset rows = Dataset.FromRows([0, 0, 2, 20], 2);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(1) with
            {
                Network = new DenseNetwork([]),
                Preprocess = "standardize",
            },
            rows.Schema
        );
        model.FitPreprocessing(rows);
        foreach (Parameter parameter in model.Parameters.Parameters)
            model.Parameters.Kernels.Write(new float[parameter.Shape.Length], parameter.Value);
        PrincipalComponents baseline = new([0, 0], [1, 0], [1]);

        // Weights of 0 give the mean; the first direction is given back as it is.
        float[] scores = new float[2],
            pca = new float[2];
        AnomalyScores.Measure(model, [4, 50, 1, 10], scores);
        AnomalyScores.Measure(baseline, model, [4, 50, 1, 10], pca);

        Assert.Equal([(3 * 3) + (4 * 4), 0], scores);
        Assert.Equal([4 * 4, 0], pca);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Scores_are_what_metrics_sum_up(string name)
    {
        (AutoencoderOptions options, Dataset data) = OnnxCases.All[name];
        using Autoencoder model = Autoencoder.Create(options, data.Schema, seed: 3);
        model.FitPreprocessing(data);
        PrincipalComponents baseline = Metrics.FitBaseline(model, data, seed: 1);
        double[] errors = new double[data.Rows];
        Metrics.Reconstruction(model, data, errors);
        float[] rows = data.Values(),
            targets = data.Targets?.Values() ?? [],
            scores = new float[data.Rows],
            pca = new float[data.Rows];
        AnomalyScores.Measure(model, rows, scores, model.Conditions(data), targets);
        AnomalyScores.Measure(baseline, model, rows, pca, targets);

        Assert.Equal(errors.Select(error => (float)error), scores);
        Assert.Equal(
            Metrics.Reconstruction(baseline, model, data).SquaredErrorPerSample,
            pca.Average(score => (double)score),
            1e-4
        );
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Dataset rows = SmallData.Smooth(20, 6);
        using Autoencoder model = Autoencoder.Create(Presets.Deep(2), rows.Schema);
        Assert.Throws<ArgumentException>(() => AnomalyScores.Measure(model, new float[12], new float[3]));
        Assert.Throws<ArgumentException>(() => AnomalyScores.Measure(model, new float[12], new float[2], new float[1]));
        Assert.Throws<ArgumentException>(() =>
            AnomalyScores.Measure(model, new float[12], new float[2], targets: new float[12])
        );
        using Autoencoder other = Autoencoder.Create(Presets.Deep(2), rows.WithTargets(SmallData.Smooth(20, 4)).Schema);
        Assert.Throws<ArgumentException>(() => AnomalyScores.Measure(other, new float[12], new float[2]));
    }

    [Fact]
    public void Nothing_is_allocated_once_there_was_room()
    {
        Dataset rows = SmallData.Smooth(20, 6, scale: 5);
        using Autoencoder model = Autoencoder.Create(Presets.Deep(2) with { Preprocess = "standardize" }, rows.Schema);
        model.FitPreprocessing(rows);
        PrincipalComponents baseline = Metrics.FitBaseline(model, rows, seed: 1);
        float[] values = rows.Values(),
            scores = new float[20];
        Assert.Equal(0, Allocation.AfterWarmUp(() => AnomalyScores.Measure(model, values, scores)));
        Assert.Equal(0, Allocation.AfterWarmUp(() => AnomalyScores.Measure(baseline, model, values, scores)));
    }
}
