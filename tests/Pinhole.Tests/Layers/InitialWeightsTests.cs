using Pinhole.Engine.Kernels;
using Pinhole.Engine.Random;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class InitialWeightsTests
{
    [Theory]
    [InlineData(Activation.Relu)]
    [InlineData(Activation.LeakyRelu)]
    [InlineData(Activation.Elu)]
    [InlineData(Activation.Softplus)]
    [InlineData(Activation.Gelu)]
    public void Rectifiers_get_the_normal_weights_of_He(Activation activation)
    {
        float[] weight = Fill(activation, Initialization.Auto);

        Assert.Equal(2.0 / 300, Variance(weight), 2e-4);
        // A normal distribution has tails that a uniform one of this variance has not.
        Assert.True(weight.Max() > 3 * Math.Sqrt(2.0 / 300));
        Assert.Equal(weight, Fill(Activation.Tanh, Initialization.He));
    }

    [Theory]
    [InlineData(Activation.Identity)]
    [InlineData(Activation.Tanh)]
    [InlineData(Activation.Sigmoid)]
    public void The_others_get_the_uniform_weights_of_Glorot(Activation activation)
    {
        float[] weight = Fill(activation, Initialization.Auto);

        RequireUniform(weight, MathF.Sqrt(6f / 500));
        Assert.Equal(weight, Fill(Activation.Relu, Initialization.Glorot));
    }

    [Fact]
    public void Weights_of_the_inputs_alone_are_smaller() =>
        RequireUniform(Fill(Activation.Relu, Initialization.FanIn), 1 / MathF.Sqrt(300));

    private static void RequireUniform(float[] weight, float bound)
    {
        Assert.Equal(bound * bound / 3, Variance(weight), 1e-4);
        Assert.All(weight, value => Assert.InRange(value, -bound, bound));
        Assert.True(weight.Max() > 0.99f * bound && weight.Min() < -0.99f * bound);
    }

    private static float[] Fill(Activation activation, Initialization initialization)
    {
        float[] weight = new float[200 * 300];
        InitialWeights.Fill(weight, new FanSizes(Inputs: 300, Outputs: 200), activation, initialization, new Rng(1));
        Assert.Equal(0, weight.Average(), 2e-3);
        return weight;
    }

    private static double Variance(float[] values) => values.Average(value => (double)value * value);
}
