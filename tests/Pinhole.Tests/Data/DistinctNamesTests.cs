using Pinhole.Data;

namespace Pinhole.Tests.Data;

public sealed class DistinctNamesTests
{
    [Theory]
    [InlineData("a|b", "a|b")]
    [InlineData("a|a|a", "a|a (2)|a (3)")]
    [InlineData("a|a (2)|a", "a|a (2)|a (3)")]
    [InlineData("|x|", "1|x|3")]
    [InlineData("2|", "2|2 (2)")]
    [InlineData(" a |b\nc|b\r\nc", "a|b c|b c (2)")]
    public void Columns_can_be_told_apart_by_their_names(string names, string distinct) =>
        Assert.Equal(distinct.Split('|'), DistinctNames.Of(names.Split('|')));
}
