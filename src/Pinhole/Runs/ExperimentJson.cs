using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// How experiments are written: readable, the pieces as the closed lists that model files have, and a member that
/// nothing knows is a mistake, and told.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(Experiment))]
[JsonSerializable(typeof(DataOptions))]
[JsonSerializable(typeof(AutoencoderOptions))]
[JsonSerializable(typeof(TrainingOptions))]
internal sealed partial class ExperimentJson : JsonSerializerContext
{
    private const string DataMember = "data";
    private const string DataOptionsMember = "dataOptions";
    private const string TrainingMember = "training";
    private const string SeedMember = "seed";

    /// <summary>The text of an experiment.</summary>
    public static string Write(Experiment experiment)
    {
        JsonObject text = ToNode(experiment);
        Compact(text);
        return text.ToJsonString(Default.Options);
    }

    /// <summary>Reads an experiment; what is left out is as in a new one.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InputException">It is no experiment.</exception>
    public static Experiment Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            JsonObject given =
                JsonNode.Parse(
                    text,
                    documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
                ) as JsonObject
                ?? throw new InputException("it is no JSON object; give the experiment.json of a run");
            if (given[DataMember] is null)
                throw new InputException($"its {DataMember} are missing; name a file, a folder or a generator");
            if ((given[TrainingMember] as JsonObject)?.ContainsKey(SeedMember) == true)
                throw new InputException($"its seed stands in {TrainingMember}; write it beside {TrainingMember}");
            Experiment experiment = ExperimentDefaults.Complete(given).Deserialize(Default.Experiment)!;
            experiment.Validate();
            return experiment;
        }
        catch (InputException exception)
        {
            throw new InputException($"{name} cannot be used as an experiment: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InputException($"{name} is no experiment: {Complaint(exception)}", exception);
        }
    }

    /// <summary>Where two experiments differ first: the setting and its two values; null where they do not.</summary>
    public static (string Setting, string? First, string? Second)? Difference(Experiment first, Experiment second) =>
        Difference("", ToNode(first), ToNode(second));

    // All that is set, with the seed in one place and without passwords.
    private static JsonObject ToNode(Experiment experiment)
    {
        JsonObject node = JsonSerializer
            .SerializeToNode(
                experiment with
                {
                    Data = DatabaseAddress.WithoutPassword(experiment.Data),
                },
                Default.Experiment
            )!
            .AsObject();
        WriteNulls(node, ExperimentDefaults.Complete(node));
        node[TrainingMember]!.AsObject().Remove(SeedMember);
        return node;
    }

    // Where a preset has something and this experiment nothing, leaving it out would bring it back.
    private static void WriteNulls(JsonObject written, JsonObject completed)
    {
        foreach ((string member, JsonNode? value) in completed)
        {
            if (!written.ContainsKey(member))
                written[member] = null;
            else if (written[member] is JsonObject inner && value is JsonObject other)
                WriteNulls(inner, other);
        }
    }

    // What says of files nothing beyond what is so anyway only makes the text longer.
    private static void Compact(JsonObject experiment)
    {
        JsonObject standard = JsonSerializer.SerializeToNode(new DataOptions(), Default.DataOptions)!.AsObject(),
            options = experiment[DataOptionsMember]!.AsObject();
        foreach ((string member, JsonNode? value) in standard)
        {
            if (JsonNode.DeepEquals(options[member], value))
                options.Remove(member);
        }

        if (options.Count == 0)
            experiment.Remove(DataOptionsMember);
    }

    private static (string, string?, string?)? Difference(string path, JsonNode? first, JsonNode? second)
    {
        if (first is JsonObject one && second is JsonObject other)
        {
            foreach (string member in one.Concat(other).Select(property => property.Key).Distinct())
            {
                string inner = path.Length == 0 ? member : $"{path}.{member}";
                if (Difference(inner, one[member], other[member]) is { } difference)
                    return difference;
            }

            return null;
        }

        return JsonNode.DeepEquals(first, second) ? null : (path, first?.ToJsonString(), second?.ToJsonString());
    }

    // The serializer speaks of types; people wrote names.
    private static string Complaint(Exception exception)
    {
        if (exception is ArgumentException)
            return "a setting stands in it twice; leave one out";
        if (exception is not JsonException json)
            return "a name in it is no text; write it as in another experiment.json";
        string place = json.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : "";
        if (UnknownMember().Match(json.Message) is { Success: true } unknown)
        {
            string member = unknown.Groups[1].Value;
            bool named = place == member || place.EndsWith($".{member}", StringComparison.Ordinal);
            string setting = named || place.Length == 0 ? (named ? place : member) : $"{place}.{member}";
            return $"there is no setting {setting}; leave it out, or write its name as in another experiment.json";
        }

        if (json.LineNumber is long line && place.Length == 0)
            return $"line {line + 1} is no JSON: {json.Message}";
        return $"{place} has a value of the wrong kind; write it as in another experiment.json";
    }

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();
}
