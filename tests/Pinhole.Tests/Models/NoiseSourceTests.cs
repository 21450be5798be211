using Pinhole.Models;

namespace Pinhole.Tests.Models;

public class NoiseSourceTests
{
    [Fact]
    public void Each_step_and_each_batch_of_an_evaluation_has_noise_of_its_own()
    {
        NoiseSource[] sources =
        [
            .. Enumerable.Range(0, 1000).Select(step => NoiseSource.Training(1, step)),
            .. Enumerable.Range(0, 1000).Select(batch => NoiseSource.Evaluation(1, batch)),
            NoiseSource.Training(2, 0),
            NoiseSource.Training(1, uint.MaxValue),
        ];

        Assert.Equal(sources.Length, sources.Distinct().Count());
        Assert.Equal(NoiseSource.Training(1, 7), NoiseSource.Training(1, 7));
    }
}
