using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Pinhole.Models;
using Pinhole.Recipes.Measures;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>
/// A published result and the settings that reproduce it: the data, the models to train, the measure, and the published
/// figure. Recipes are JSON; <see cref="RecipeBook"/> has them all.
/// </summary>
public sealed record Recipe
{
    private const string RunsMember = "runs";
    private static readonly string[] VariantMembers = ["quick", "full"];
    private static readonly string[] Words = ["title", "published", "goal", "remarks", "axis"];

    /// <summary>Its name, which is that of its file.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The data.</summary>
    public required RecipeData Data { get; init; }

    /// <summary>The measurement of a trained model.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The published figure; null for none.</summary>
    public PublishedFigure? Published { get; init; }

    /// <summary>The figure to reach; null if the result is a table.</summary>
    public double? Goal { get; init; }

    /// <summary>How the settings differ from the published ones, and other remarks.</summary>
    public required string Remarks { get; init; }

    /// <summary>
    /// The title of the horizontal axis of the chart, such as the number of layers; null for no chart.
    /// </summary>
    public string? Axis { get; init; }

    /// <summary>The seeds that each model is trained with; null for only the seed of the training options.</summary>
    public IReadOnlyList<ulong>? Seeds { get; init; }

    /// <summary>The model; runs may change it.</summary>
    public required AutoencoderOptions Model { get; init; }

    /// <summary>The training options; runs may change them.</summary>
    public required TrainingOptions Training { get; init; }

    /// <summary>
    /// The trainings, in order: for each seed the model, or each of its variations. The figure of the recipe is that of
    /// the last one.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<RecipeRun> Runs { get; private init; } = [];

    /// <summary>The variant of the recipe.</summary>
    [JsonIgnore]
    public RecipeVariant Variant { get; private init; }

    /// <summary>
    /// A fingerprint, in hexadecimal, of all settings that change figures. Texts and the goal do not change it.
    /// </summary>
    [JsonIgnore]
    public string Settings { get; private init; } = "";

    /// <summary>Reads a recipe.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="text">JSON with the properties of this class. <c>runs</c>, if present, lists variations, each with
    /// a <c>name</c>, its changes of <c>model</c> and <c>training</c>, and, for a chart, its <c>series</c> and its
    /// position <c>at</c>; <c>quick</c> and <c>full</c> have the changes of these variants (RFC 7396).</param>
    /// <param name="variant">The variant.</param>
    /// <param name="seed">The seed of training instead of the recipe's; if it has several, the first of as many
    /// consecutive seeds. The rows stay the same. Null for the recipe's own.</param>
    /// <exception cref="InputException">The text is not a recipe, has a setting that cannot work, or does not have the
    /// variant.</exception>
    public static Recipe Parse(
        string name,
        string text,
        RecipeVariant variant = RecipeVariant.Standard,
        ulong? seed = null
    )
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            JsonObject root = JsonNode
                .Parse(text, documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })
                ?.AsObject()
                ?? throw new JsonException("it is empty");
            root = Choose(name, root, variant);
            if (seed is ulong first)
                Reseed(root, first);
            string settings = Fingerprint(root);
            JsonArray? variations = root[RunsMember]?.AsArray();
            root.Remove(RunsMember);
            Recipe recipe = Read(root) with { Name = name, Variant = variant, Settings = settings };
            recipe = recipe with
            {
                Runs =
                [
                    .. from variation in variations?.Select(node => node!.AsObject()) ?? [new JsonObject()]
                    from each in recipe.Seeds ?? [recipe.Training.Seed]
                    select Vary(root, variation, each, recipe.Seeds?.Count > 1),
                ],
            };
            recipe.Validate();
            return recipe;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InputException($"the recipe {name} cannot be read: {exception.Message}", exception);
        }
    }

    private void Validate()
    {
        Data.Validate();
        if (Runs.Count == 0)
            throw new InputException($"the recipe {Name} trains nothing; give it a run and a seed");
        if (Runs.Select(run => run.Name).Distinct().Count() < Runs.Count)
            throw new InputException($"two runs of the recipe {Name} have the same name; give each its own");
        foreach (RecipeRun run in Runs)
        {
            if (run.Experiment.Model.Latent is null)
                throw new InputException("the model of a recipe has no latent; give its size");
            run.Experiment.Validate();
        }
    }

    private static JsonObject Choose(string name, JsonObject root, RecipeVariant variant)
    {
        JsonNode? change =
            variant == RecipeVariant.Standard ? new JsonObject() : root[VariantMembers[(int)variant - 1]];
        if (change is null)
            throw new InputException(
                $"the recipe {name} has no {VariantMembers[(int)variant - 1]} variant; choose another one"
            );
        JsonObject chosen = JsonPatch.Merge(root, change.AsObject());
        foreach (string member in VariantMembers)
            chosen.Remove(member);
        return chosen;
    }

    private static string Fingerprint(JsonObject root)
    {
        JsonObject settings = (JsonObject)root.DeepClone();
        foreach (string word in Words)
            settings.Remove(word);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(settings.ToJsonString())))[..16];
    }

    private static RecipeRun Vary(JsonObject root, JsonObject variation, ulong seed, bool several)
    {
        JsonObject change = (JsonObject)variation.DeepClone();
        string name = change["name"]?.GetValue<string>() ?? "";
        string? series = change["series"]?.GetValue<string>();
        double? at = change["at"]?.GetValue<double>();
        foreach (string member in new[] { "name", "series", "at" })
            change.Remove(member);
        Recipe varied = Read(JsonPatch.Merge(root, change));
        Experiment experiment = varied.Data.Describe(varied.Model, varied.Training, seed);
        return new RecipeRun(name, experiment, several, series, at);
    }

    private static Recipe Read(JsonObject root)
    {
        JsonObject complete = (JsonObject)root.DeepClone();
        ExperimentDefaults.CompleteModel(complete, "model");
        ExperimentDefaults.CompleteTraining(complete, "training");
        // A measure may train a model of its own.
        if (complete["measure"] is JsonObject measure)
        {
            ExperimentDefaults.CompleteModel(measure, "judge");
            ExperimentDefaults.CompleteTraining(measure, "judgeTraining");
        }

        return complete.Deserialize(RecipeJson.Default.Recipe)!;
    }

    // Consecutive seeds, as many as the recipe has.
    private static void Reseed(JsonObject root, ulong seed)
    {
        if (root["seeds"] is JsonArray seeds)
            root["seeds"] = new JsonArray([.. seeds.Select((_, i) => JsonValue.Create(unchecked(seed + (ulong)i)))]);
        else if (
            root["training"] is JsonObject training
            && seed != (training["seed"]?.GetValue<ulong>() ?? new TrainingOptions().Seed)
        )
            training["seed"] = seed;
    }
}
