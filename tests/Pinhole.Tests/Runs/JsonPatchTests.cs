using System.Text.Json.Nodes;
using Pinhole.Runs;

namespace Pinhole.Tests.Runs;

public sealed class JsonPatchTests
{
    // From the table of RFC 7396, appendix A.
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    // An object of another kind brings all of its own members.
    [InlineData("""{"a":{"kind":"x","n":1}}""", """{"a":{"kind":"y","m":2}}""", """{"a":{"kind":"y","m":2}}""")]
    [InlineData("""{"a":{"kind":"x","n":1}}""", """{"a":{"kind":"x","m":2}}""", """{"a":{"kind":"x","n":1,"m":2}}""")]
    [InlineData("""{"a":{"kind":"x","n":1}}""", """{"a":{"m":2}}""", """{"a":{"kind":"x","n":1,"m":2}}""")]
    public void Changes_are_merged(string target, string patch, string expected)
    {
        JsonObject before = JsonNode.Parse(target)!.AsObject();
        JsonObject merged = JsonPatch.Merge(before, JsonNode.Parse(patch)!.AsObject());
        Assert.Equal(expected, merged.ToJsonString());
        Assert.Equal(target, before.ToJsonString());
    }
}
