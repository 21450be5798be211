using System.Text.Json.Nodes;

namespace Pinhole.Runs;

/// <summary>
/// Changes of a JSON object as RFC 7396 (JSON Merge Patch) has them, but for objects that say what kind they are: one
/// of another kind takes the place of the one before, whose members mean nothing to it.
/// </summary>
internal static class JsonPatch
{
    private static readonly string[] Kinds = ["kind", "name"];

    /// <summary>
    /// A copy of an object with the members of another one put in its place, objects within objects too; null removes a
    /// member.
    /// </summary>
    /// <param name="target">What is changed; it stays as it is.</param>
    /// <param name="patch">The changes.</param>
    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        JsonObject merged = (JsonObject)target.DeepClone();
        foreach ((string name, JsonNode? value) in patch)
        {
            if (value is null)
                merged.Remove(name);
            else if (value is JsonObject change)
                merged[name] = Merge(
                    merged[name] is JsonObject before && !IsOther(before, change) ? before : [],
                    change
                );
            else
                merged[name] = value.DeepClone();
        }

        return merged;
    }

    private static bool IsOther(JsonObject before, JsonObject change) =>
        Kinds.Any(kind =>
            before[kind] is JsonNode one && change[kind] is JsonNode other && !JsonNode.DeepEquals(one, other)
        );
}
