using System.Text.Json;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models.Bottlenecks;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models.Bottlenecks;

public class DeterministicBottleneckTests
{
    [Theory]
    [InlineData(Activation.Identity, -2f)]
    [InlineData(Activation.Relu, 0f)]
    [InlineData(Activation.Tanh, -0.9640276f)]
    public void The_latent_goes_through_the_activation(Activation activation, float expected)
    {
        using Tape tape = new(CpuKernels.Shared);
        Assert.Equal(
            expected,
            tape.ReadScalar(new DeterministicBottleneck(activation).Latent(tape.Input([-2], new Shape(1, 1)))),
            1e-6
        );
    }

    [Fact]
    public void Files_from_before_there_were_activations_are_read() =>
        Assert.Equal(
            new DeterministicBottleneck(),
            JsonSerializer.Deserialize<Bottleneck>("{\"kind\":\"deterministic\"}")
        );

    [Fact]
    public void An_activation_that_is_none_is_refused() =>
        Refusal.Says(() => new DeterministicBottleneck((Activation)77).Validate(), "there is no activation 77");
}
