using System.Text.Json.Nodes;

namespace Pinhole.Runs;

/// <summary>
/// Changes of a JSON object after RFC 7396 (JSON Merge Patch), except for objects with a kind: an object of another
/// kind replaces the old one as a whole, because the old members do not apply to it.
/// </summary>
internal static class JsonPatch
{
    private static readonly string[] Kinds = ["kind", "name"];

    /// <summary>
    /// A copy of an object, changed by the members of a patch, also within nested objects; null removes a member.
    /// </summary>
    /// <param name="target">The object; it is not modified.</param>
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
