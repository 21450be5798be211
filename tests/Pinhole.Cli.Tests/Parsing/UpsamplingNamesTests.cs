using Pinhole.Cli.Parsing;
using Pinhole.Models.Networks;

namespace Pinhole.Cli.Tests.Parsing;

public sealed class UpsamplingNamesTests
{
    [Fact]
    public void Every_way_of_upsampling_has_a_name()
    {
        Assert.Equal(["transpose", "nearest"], UpsamplingNames.All);
        Assert.All(Enum.GetValues<Upsampling>(), value => Assert.Equal(value, UpsamplingNames.Find(UpsamplingNames.Of(value))));
    }
}
