using System.Text.Json;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Bottlenecks;

public class TotalCorrelationBottleneckTests
{
    // Of ten rows and a batch of four, M = 3: its own row 1/10, the one after it (10 − 3) / 30, the other two 1/3.
    [Fact]
    public void The_own_row_of_each_sample_lies_on_the_diagonal()
    {
        const double Own = 1.0 / 10,
            Next = 7.0 / 30,
            Other = 1.0 / 3;
        double[] expected =
        [
            Own,
            Next,
            Other,
            Other,
            Other,
            Own,
            Next,
            Other,
            Other,
            Other,
            Own,
            Next,
            Next,
            Other,
            Other,
            Own,
        ];
        Assert.All(Weights(4, 10).Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 50)]
    [InlineData(2, 50)]
    [InlineData(7, 7)]
    [InlineData(7, 3)]
    [InlineData(64, 60_000)]
    public void The_weights_of_a_sample_add_up_to_one(int batch, int rows) =>
        Assert.All(Weights(batch, rows).Chunk(batch), line => Assert.Equal(1, line.Sum(), 1e-5));

    // All batches of three out of five rows that have a given row first: the mean over them of what the first sample
    // gets must be what the mean of all five densities is, whatever these are.
    [Fact]
    public void The_mean_over_all_batches_is_the_mean_over_all_rows()
    {
        double[] densities = [0.9, 0.05, 0.4, 0.001, 0.25];
        double[] weights = Weights(3, densities.Length);
        int[] rows = [.. Enumerable.Range(0, densities.Length)];
        foreach (int own in rows)
        {
            double[] estimates =
            [
                .. from second in rows
                from third in rows
                where second != own && third != own && third != second
                select (weights[0] * densities[own])
                    + (weights[1] * densities[second])
                    + (weights[2] * densities[third]),
            ];
            Assert.Equal(densities.Average(), estimates.Average(), 1e-6);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    public void A_batch_of_four_gives_the_terms_that_were_worked_out(double beta)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(Repository.Golden("total_correlation.json")));
        JsonElement given = golden.RootElement;
        double[] expected =
        [
            given.GetProperty("mutualInformation").GetDouble(),
            beta * given.GetProperty("totalCorrelation").GetDouble(),
            given.GetProperty("dimensionWiseKl").GetDouble(),
        ];
        float[][] means = Rows(given, "means"),
            logVariances = Rows(given, "logVariances"),
            samples = Rows(given, "samples");
        using Tape tape = new(CpuKernels.Shared, recording: false);
        Tensor code = tape.Input(
            [.. means.Zip(logVariances, (mean, variance) => mean.Concat(variance)).SelectMany(row => row)],
            new Shape(4, 4)
        );
        LossTerms terms = new();
        new TotalCorrelationBottleneck(beta).AddTerms(
            code,
            tape.Input([.. samples.SelectMany(row => row)], new Shape(4, 2)),
            given.GetProperty("rows").GetInt32(),
            terms
        );

        Assert.Equal(
            ["mutual-information", "total-correlation", "dimension-wise-kl"],
            Enumerable.Range(0, terms.Count).Select(terms.Name)
        );
        Assert.All(expected, (value, term) => Assert.Equal(value, tape.ReadScalar(terms.Value(term)), 1e-5));
    }

    // Without a β of its own the three parts are the divergence of the samples: log q(z|x) − log p(z).
    [Fact]
    public void With_a_beta_of_one_the_terms_are_the_divergence_of_a_vae()
    {
        float[] code = [0.5f, -1, -1, 0.3f, -0.3f, 0.2f, 0.2f, -0.5f, 1.5f, 0.7f, -2, -0.1f];
        using Tape tape = new(CpuKernels.Shared, recording: false);
        Tensor given = tape.Input(code, new Shape(3, 4)),
            sample = given.Reparameterize(1, 2);
        LossTerms terms = new();
        new TotalCorrelationBottleneck(1).AddTerms(given, sample, 40, terms);
        Assert.Equal(-tape.ReadScalar(given.GaussianLogRatio(sample).Mean()), tape.ReadScalar(terms.Total), 1e-5);
    }

    [Fact]
    public void The_model_file_knows_how_many_rows_there_were()
    {
        Dataset rows = SmallData.Smooth(50, 12);
        using Autoencoder model = Autoencoder.Create(Presets.BetaTcVae(3), rows.Schema);
        double before = model.Loss(rows.Take([0, 1, 2, 3]).Values());
        Trainer.Fit(model, rows, new TrainingOptions { Epochs = 1, ValidationShare = 0.2 });
        float[] kept = new float[1];
        model.Parameters.Kernels.Read(model.Parameters.Find("bottleneck.rows").Value, kept);
        Assert.Equal(40, kept[0]);
        Assert.True(double.IsFinite(before));
    }

    [Theory]
    [InlineData(PassKind.Training)]
    [InlineData(PassKind.Evaluation)]
    public void The_gradient_is_the_slope_where_the_batch_is_a_part_of_the_rows(PassKind kind)
    {
        Dataset rows = SmallData.Binary(12, 10);
        AutoencoderOptions options = Presets.BetaTcVae(4) with
        {
            Network = new Pinhole.Models.Networks.DenseNetwork([11, 9], Engine.Kernels.Activation.Tanh),
        };
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);
        model.Options.Bottleneck.StartTraining(model.Parameters, 500);
        GradientCheck.Verify(model, rows.Values(), kind, distance: 2e-3);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_beta_that_cannot_be_is_refused(double beta) =>
        Refusal.Says(() => new TotalCorrelationBottleneck(beta).Validate(), "choose 0 or more, such as 6");

    private static double[] Weights(int batch, int rows)
    {
        float[] logs = new float[batch * batch];
        TotalCorrelationBottleneck.WriteLogWeights(batch, rows, logs);
        return Array.ConvertAll(logs, log => Math.Exp(log));
    }

    private static float[][] Rows(JsonElement golden, string name) =>
        [
            .. golden
                .GetProperty(name)
                .EnumerateArray()
                .Select(row => row.EnumerateArray().Select(value => value.GetSingle()).ToArray()),
        ];
}
