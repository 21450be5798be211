using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Models.Regularizers;
using Pinhole.Pieces;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Layers;
using Pinhole.Tests.Models.Reconstructions;
using Pinhole.Training;

namespace Pinhole.Tests.Models.Regularizers;

public class ContractiveRegularizerTests
{
    private static readonly Dataset Rows = Dataset.FromRows(LossGoldens.Floats("contractive rows"), 6, "rows");

    private static readonly Dictionary<string, Bottleneck> Bottlenecks = new()
    {
        ["linear"] = new DeterministicBottleneck(),
        ["sigmoid"] = new SparseBottleneck(),
        ["tanh"] = new TanhBottleneck(),
    };

    [Theory]
    [InlineData("linear")]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    public void With_one_layer_the_norm_and_its_gradient_are_those_of_PyTorch(string activation)
    {
        using Autoencoder model = Create(new DenseNetwork([]), Bottlenecks[activation], latent: 3);
        Set(model, "encoder.0.weight", LossGoldens.Floats("contractive weight"));
        Set(model, "encoder.0.bias", LossGoldens.Floats("contractive bias"));
        float[] gradient = new float[18];
        using Tape tape = new(model.Parameters.Kernels);
        Tensor penalty = Penalty(model, tape, Pass.Training(model.Parameters, 1, 0));
        tape.Backward(penalty);
        model.Parameters.Kernels.Read(model.Parameters.Parameters[0].Gradient, gradient);

        LossGoldens.AssertClose($"contractive {activation}", [tape.ReadScalar(penalty)], 1e-6);
        LossGoldens.AssertClose($"contractive {activation} gradient", gradient, 2e-6);
    }

    [Fact]
    public void Of_a_Gaussian_only_the_means_count()
    {
        using Autoencoder model = Create(new DenseNetwork([]), new GaussianBottleneck(), latent: 3);
        float[] means = LossGoldens.Floats("contractive weight");
        Set(model, "encoder.0.weight", [.. means, .. Enumerable.Repeat(9f, 18)]);
        using Tape tape = new(model.Parameters.Kernels);

        LossGoldens.AssertClose(
            "contractive linear",
            [tape.ReadScalar(Penalty(model, tape, Pass.Training(model.Parameters, 1, 0)))],
            1e-6
        );
    }

    public static TheoryData<string> Deeper => ["one layer", "deep", "vae", "convolutional", "sparse"];

    [Theory]
    [MemberData(nameof(Deeper))]
    public void The_mean_of_many_estimates_is_the_norm(string name)
    {
        using Autoencoder model = name switch
        {
            "one layer" => Create(new DenseNetwork([]), new Unknown(), latent: 3),
            "deep" => Create(new DenseNetwork([8, 5], Activation.Tanh), new DeterministicBottleneck(), latent: 3),
            "vae" => Create(new DenseNetwork([8], Activation.Gelu), new GaussianBottleneck(), latent: 2),
            "sparse" => Create(new DenseNetwork([8]), new SparseBottleneck(), latent: 2),
            _ => Create(new ConvolutionalNetwork([2, 3]), new DeterministicBottleneck(), latent: 3),
        };
        double sum = 0;
        const int Steps = 3000;
        using Tape tape = new(model.Parameters.Kernels, recording: false);
        for (int step = 0; step < Steps; step++)
        {
            sum += tape.ReadScalar(Penalty(model, tape, Pass.Training(model.Parameters, 1, step)));
            tape.Rewind();
        }

        Assert.Equal(1, sum / Steps / SquaredJacobian(model), 0.04);
    }

    [Fact]
    public void Training_with_it_ends_in_a_latent_that_moves_less()
    {
        double Norm(params Regularizer[] regularizers)
        {
            Dataset rows = SmallData.Smooth(200, 6);
            using Autoencoder model = Autoencoder.Create(
                Presets.Deep(2) with
                {
                    Network = new DenseNetwork([16]),
                    Regularizers = regularizers,
                },
                rows.Schema
            );
            TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = 40, BatchSize = 20 });
            Assert.Equal(regularizers.Length == 1, record.Epochs[0].Terms.ContainsKey("contractive"));
            return SquaredJacobian(model);
        }

        Assert.True(Norm(new ContractiveRegularizer(0.1)) < 0.5 * Norm());
    }

    /// <summary>By central differences, mean over the rows.</summary>
    private static double SquaredJacobian(Autoencoder model)
    {
        const float Step = 1e-2f;
        double sum = 0;
        float[] rows = Rows.Values();
        float[] left = new float[model.Latent],
            right = new float[model.Latent];
        for (int row = 0; row < Rows.Rows; row++)
        {
            for (int column = 0; column < 6; column++)
            {
                float[] values = rows[(row * 6)..((row + 1) * 6)];
                values[column] += Step;
                model.Encode(values, right);
                values[column] -= 2 * Step;
                model.Encode(values, left);
                sum += left.Zip(right).Sum(pair => Math.Pow((pair.Second - pair.First) / (2 * Step), 2));
            }
        }

        return sum / Rows.Rows;
    }

    private static Tensor Penalty(Autoencoder model, Tape tape, Pass pass)
    {
        Tensor input = tape.Input(Rows.Values(), new Shape(Rows.Rows, 6));
        return new ContractiveRegularizer(1).Penalty(model, new Batch(input), model.Code(input, null, pass), pass);
    }

    private static Autoencoder Create(Network network, Bottleneck bottleneck, int latent) =>
        Autoencoder.Create(
            new AutoencoderOptions
            {
                Latent = latent,
                Network = network,
                Bottleneck = bottleneck,
                Preprocess = "none",
            },
            Rows.Schema with
            {
                Image = new ImageShape(1, 2, 3),
            }
        );

    private static void Set(Autoencoder model, string name, float[] values) =>
        model.Parameters.Kernels.Write(
            values,
            model.Parameters.Parameters.Single(parameter => parameter.Name == name).Value
        );

    private sealed record TanhBottleneck : Bottleneck
    {
        private static readonly PieceDescription<Bottleneck> Description = new PieceDescription<
            Bottleneck,
            TanhBottleneck
        >("tanh", "A piece from outside the library", new(), _ => "tanh");

        public override PieceDescription<Bottleneck> Describe() => Description;

        internal override Activation? LatentActivation => Activation.Tanh;

        public override int CodeSize(int latent) => latent;

        public override Tensor Forward(Tensor code, Pass pass, LossTerms terms) => Latent(code);

        public override Tensor Latent(Tensor code) => code.Activate(Activation.Tanh);
    }

    /// <summary>One that does not say what it makes of a code.</summary>
    private sealed record Unknown : Bottleneck
    {
        private static readonly PieceDescription<Bottleneck> Description = new PieceDescription<Bottleneck, Unknown>(
            "unknown",
            "A piece from outside the library",
            new(),
            _ => "unknown"
        );

        public override PieceDescription<Bottleneck> Describe() => Description;

        public override int CodeSize(int latent) => latent;

        public override Tensor Forward(Tensor code, Pass pass, LossTerms terms) => Latent(code);

        public override Tensor Latent(Tensor code) => code.Square();
    }
}
