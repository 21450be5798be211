using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Regularizers;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Tests.Layers;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Regularizers;

public class WeightRegularizerTests
{
    private static readonly Dataset Rows = SmallData.Smooth(6, 12);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_cost_once_and_nothing_else_does(bool tied)
    {
        DenseNetwork network = new([5], Normalization: Normalization.Layer, TiedWeights: tied);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(3) with
            {
                Network = network,
                Regularizers = [new L1Regularizer(0.5), new L2Regularizer(0.25)],
            },
            Rows.Schema
        );
        // Biases and scales that would be seen if they counted.
        foreach (Parameter parameter in model.Parameters.Parameters.Where(parameter => parameter.Shape.Rank == 1))
            model.Parameters.Kernels.Fill(parameter.Value, 3f);
        string[] names = tied
            ? ["encoder.0.weight", "encoder.1.weight"]
            : ["encoder.0.weight", "encoder.1.weight", "decoder.0.weight", "decoder.1.weight"];
        double[] weights =
        [
            .. names.SelectMany(name => model.Parameters.Values(name)).Select(weight => (double)weight),
        ];

        Dictionary<string, double> terms = Terms(model);
        Assert.Equal(["reconstruction", "l1", "l2"], terms.Keys);
        Assert.Equal(1, terms["l1"] / (0.5 * weights.Sum(Math.Abs)), 1e-5);
        Assert.Equal(1, terms["l2"] / (0.25 * weights.Sum(weight => weight * weight)), 1e-5);
    }

    [Fact]
    public void The_logarithm_of_a_variance_is_no_weight()
    {
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(3) with
            {
                Reconstruction = new Pinhole.Models.Reconstructions.GaussianReconstruction(),
                Regularizers = [new L1Regularizer(1)],
            },
            Rows.Schema
        );
        double before = Terms(model)["l1"];
        model.Parameters.Kernels.Fill(model.Parameters.Parameters[^1].Value, 5f);
        Assert.Equal("reconstruction.logVariance", model.Parameters.Parameters[^1].Name);
        Assert.Equal(before, Terms(model)["l1"]);
    }

    [Fact]
    public void Training_with_a_penalty_ends_in_smaller_weights()
    {
        double Length(params Regularizer[] regularizers)
        {
            using Autoencoder model = Autoencoder.Create(
                Presets.Vanilla(3) with
                {
                    Regularizers = regularizers,
                },
                Rows.Schema
            );
            Trainer.Fit(model, SmallData.Smooth(100, 12), new TrainingOptions { Epochs = 30, BatchSize = 10 });
            return model.Parameters.Kernels.SumOfSquares(model.Parameters.Values);
        }

        double free = Length();
        Assert.True(Length(new L1Regularizer(0.02)) < 0.8 * free);
        Assert.True(Length(new L2Regularizer(0.05)) < 0.8 * free);
    }

    [Fact]
    public void Weights_out_of_range_are_refused()
    {
        Refusal.Says(() => new L1Regularizer(-1).Validate(), "an l1 penalty with the weight -1");
        Refusal.Says(() => new L2Regularizer(double.NaN).Validate(), "an l2 penalty with the weight NaN");
        Refusal.Says(
            () => new ContractiveRegularizer(double.PositiveInfinity).Validate(),
            "a contractive penalty with the weight"
        );
    }

    private static Dictionary<string, double> Terms(Autoencoder model)
    {
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        LossTerms terms = new();
        model.Loss(model.Batch(tape, Rows.Values()), Pass.Evaluation(model.Parameters, 1, 0), terms);
        return Enumerable
            .Range(0, terms.Count)
            .ToDictionary(terms.Name, term => (double)tape.ReadScalar(terms.Value(term)));
    }
}
