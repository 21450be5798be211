using Pinhole.Evaluation;

namespace Pinhole.Tests.Evaluation;

public class ReconstructionMetricsTests
{
    [Fact]
    public void The_compression_ratio_is_numbers_in_over_numbers_kept()
    {
        Assert.Equal(24.5, ReconstructionMetrics.CompressionRatio(784, 32));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReconstructionMetrics.CompressionRatio(784, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReconstructionMetrics.CompressionRatio(0, 2));
    }
}
