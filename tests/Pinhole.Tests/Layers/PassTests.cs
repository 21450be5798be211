using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Layers;

namespace Pinhole.Tests.Layers;

public class PassTests
{
    private static readonly ParameterSet NoWeights = new(CpuKernels.Shared, []);

    [Fact]
    public void Each_step_each_batch_of_an_evaluation_and_each_piece_has_noise_of_its_own()
    {
        Pass[] passes =
        [
            .. Enumerable.Range(0, 300).Select(step => Pass.Training(NoWeights, 1, step)),
            .. Enumerable.Range(0, 300).Select(batch => Pass.Evaluation(NoWeights, 1, batch)),
            Pass.Training(NoWeights, 2, 0),
            Pass.Training(NoWeights, 1, uint.MaxValue),
        ];
        NoiseSource[] sources =
        [
            .. passes.SelectMany(pass => Enumerable.Range(0, 100), (pass, user) => pass.Noise(user)),
        ];

        Assert.Equal(sources.Length, sources.Distinct().Count());
        Assert.Equal(Pass.Training(NoWeights, 1, 7).Noise(3), Pass.Training(NoWeights, 1, 7).Noise(3));
    }

    [Fact]
    public void Outside_of_training_every_schedule_is_over()
    {
        Assert.Equal(7, Pass.Training(NoWeights, 1, 7).Step);
        Assert.Equal(long.MaxValue, Pass.Evaluation(NoWeights, 1, 7).Step);
        Assert.Equal(long.MaxValue, Pass.Inference(NoWeights).Step);
    }
}
