using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>
/// The JSON of experiments: indented, with pieces named as in model files. An unknown member is an error.
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

    /// <summary>Reads an experiment; what the text leaves out has its default.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="InputException">It is not an experiment.</exception>
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
                ?? throw new InputException("it is not a JSON object; give the experiment.json of a run");
            if (given[DataMember] is null)
                throw new InputException($"its {DataMember} is missing; name a file, a folder or a generator");
            if ((given[TrainingMember] as JsonObject)?.ContainsKey(SeedMember) == true)
                throw new InputException($"its seed is within {TrainingMember}; write it outside of {TrainingMember}");
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
            throw new InputException($"{name} is not an experiment: {Complaint(exception)}", exception);
        }
    }

    /// <summary>
    /// The first difference of two experiments: the setting and its two values; null if they are the same.
    /// </summary>
    public static (string Setting, string? First, string? Second)? Difference(Experiment first, Experiment second) =>
        Difference("", ToNode(first), ToNode(second));

    // All settings, with the seed in one place and without passwords.
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

    // If the preset has a piece and this experiment has none, null is written: leaving it out would bring the preset's
    // back.
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

    // Data options that equal the defaults are left out, to keep the text short.
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

    // The serializer's messages name types, but users wrote setting names.
    private static string Complaint(Exception exception)
    {
        if (exception is ArgumentException)
            return "it has a setting twice; leave one out";
        if (exception is not JsonException json)
            return "a name in it is not text; write it as in another experiment.json";
        string place = json.Path is { Length: > 1 } path ? path.TrimStart('$', '.') : "";
        if (UnknownMember().Match(json.Message) is { Success: true } unknown)
        {
            string member = unknown.Groups[1].Value;
            bool named = place == member || place.EndsWith($".{member}", StringComparison.Ordinal);
            string setting = named || place.Length == 0 ? (named ? place : member) : $"{place}.{member}";
            return $"there is no setting {setting}; leave it out, or write its name as in another experiment.json";
        }

        if (json.LineNumber is long line && place.Length == 0)
            return $"line {line + 1} is not JSON: {json.Message}";
        return $"{place} has a value of the wrong kind; write it as in another experiment.json";
    }

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex UnknownMember();
}
