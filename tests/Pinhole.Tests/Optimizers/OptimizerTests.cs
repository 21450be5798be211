using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.ModelFiles;
using Pinhole.Optimizers;

namespace Pinhole.Tests.Optimizers;

public class OptimizerTests
{
    private static readonly SafetensorsFile Golden = SafetensorsFile.Read(Repository.Golden("optimizers.safetensors"));

    [Fact]
    public void Adam_moves_as_PyTorch_does() =>
        AssertGolden(
            "adam",
            new AdamOptions
            {
                Beta1 = 0.8,
                Beta2 = 0.95,
                Epsilon = 1e-6,
            }
        );

    [Fact]
    public void AdamW_moves_as_PyTorch_does() =>
        AssertGolden(
            "adamw",
            new AdamWOptions
            {
                Beta1 = 0.8,
                Beta2 = 0.95,
                Epsilon = 1e-6,
                WeightDecay = 0.2,
            }
        );

    [Fact]
    public void Sgd_moves_as_PyTorch_does()
    {
        AssertGolden("sgd", new SgdOptions { Momentum = 0.9, WeightDecay = 0.05 });
        AssertGolden("plain sgd", new SgdOptions { Momentum = 0 });
    }

    [Fact]
    public void RmsProp_moves_as_PyTorch_does() =>
        AssertGolden("rmsprop", new RmsPropOptions { Decay = 0.9, Epsilon = 1e-6 });

    private static void AssertGolden(string name, OptimizerOptions options)
    {
        using ParameterSet parameters = new(CpuKernels.Shared, [("two", new Shape(2)), ("three", new Shape(3))]);
        Write(parameters, Golden.Tensors["start"].ToFloats(), parameter => parameter.Value);
        using Optimizer optimizer = options.Create(parameters);
        for (int step = 0; step < 3; step++)
        {
            Write(parameters, Golden.Tensors["gradients"].ToFloats().AsSpan(5 * step, 5), parameter =>
                parameter.Gradient
            );
            optimizer.Step(learningRate: 0.1);

            Assert.Equal(step + 1, optimizer.Steps);
            float[] found = new float[5];
            parameters.Kernels.Read(parameters.Parameters[0].Value, found.AsSpan(0, 2));
            parameters.Kernels.Read(parameters.Parameters[1].Value, found.AsSpan(2));
            double[] expected = Golden.Tensors[name].ToDoubles()[(5 * step)..(5 * (step + 1))];
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        }
    }

    private static void Write(
        ParameterSet parameters,
        ReadOnlySpan<float> values,
        Func<Parameter, Engine.Kernels.Block> target
    )
    {
        parameters.Kernels.Write(values[..2], target(parameters.Parameters[0]));
        parameters.Kernels.Write(values[2..], target(parameters.Parameters[1]));
    }
}
