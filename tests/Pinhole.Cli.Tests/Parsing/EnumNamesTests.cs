using Pinhole.Cli.Parsing;
using Pinhole.Layers;
using Pinhole.Models.Networks;

namespace Pinhole.Cli.Tests.Parsing;

public sealed class EnumNamesTests
{
    [Fact]
    public void Values_have_the_names_that_documents_use()
    {
        Assert.Equal(["transpose", "nearest"], EnumNames.All<Upsampling>());
        Assert.Equal(["none", "batch", "layer"], EnumNames.All<Normalization>());
        Assert.Equal(["auto", "he", "glorot", "fan-in"], EnumNames.All<Initialization>());
        Assert.All(Enum.GetValues<Initialization>(), value =>
            Assert.Equal(value, EnumNames.Find<Initialization>(EnumNames.Of(value)))
        );
    }
}
