using Pinhole.Cli.Parsing;
using Pinhole.Models.Networks;

namespace Pinhole.Cli.Tests.Parsing;

public sealed class NormalizationNamesTests
{
    [Fact]
    public void Every_normalization_has_a_name()
    {
        Assert.Equal(["none", "batch", "layer"], NormalizationNames.All);
        Assert.All(Enum.GetValues<Normalization>(), value => Assert.Equal(value, NormalizationNames.Find(NormalizationNames.Of(value))));
    }
}
