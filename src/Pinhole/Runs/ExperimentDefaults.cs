using System.Text.Json;
using System.Text.Json.Nodes;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Runs;

/// <summary>
/// The defaults of an experiment's text: the pieces of its preset, the data options and the training options.
/// </summary>
internal static class ExperimentDefaults
{
    /// <summary>Adds the settings that an experiment leaves out.</summary>
    /// <param name="experiment">Its JSON; it is not modified.</param>
    /// <exception cref="InputException">A preset, an optimizer, a schedule or a pretraining has a name that does not
    /// exist.</exception>
    public static JsonObject Complete(JsonObject experiment)
    {
        JsonObject complete = (JsonObject)experiment.DeepClone();
        foreach (string member in new[] { "dataOptions", "model", "training" })
            complete[member] ??= new JsonObject();
        complete["seed"] ??= new TrainingOptions().Seed;
        complete["binarize"] ??= false;
        Put(complete, "dataOptions", _ => ToNode(new DataOptions()));
        CompleteModel(complete, "model");
        CompleteTraining(complete, "training");
        return complete;
    }

    /// <summary>Adds the settings that the pieces of a model leave out, if there are any.</summary>
    /// <param name="parent">The object that has them; it is modified.</param>
    /// <param name="member">The name of the member.</param>
    public static void CompleteModel(JsonObject parent, string member) => Put(parent, member, Model);

    /// <summary>Adds the settings that the training options leave out, if there are any.</summary>
    /// <param name="parent">The object that has them; it is modified.</param>
    /// <param name="member">The name of the member.</param>
    public static void CompleteTraining(JsonObject parent, string member) => Put(parent, member, Training);

    private static JsonObject Model(JsonObject model)
    {
        string preset = Text(model["preset"]) ?? Experiment.StandardPreset;
        // A user's own combination of pieces has its own name and lists all pieces.
        bool isOwn = !Presets.Names.Contains(preset) && model["network"] is not null;
        AutoencoderOptions options = Presets.Create(isOwn ? Experiment.StandardPreset : preset);
        return JsonSerializer.SerializeToNode(options, ExperimentJson.Default.AutoencoderOptions)!.AsObject();
    }

    private static JsonObject Training(JsonObject training)
    {
        TrainingOptions options = new();
        options = options with
        {
            Optimizer = Text(training["optimizer"]?["name"]) is string optimizer
                ? OptimizerOptions.Family.Create(optimizer)
                : options.Optimizer,
            Schedule = Text(training["schedule"]?["name"]) is string schedule
                ? LearningRateSchedule.Create(schedule)
                : options.Schedule,
            Pretraining = Text(training["pretraining"]?["kind"]) is string pretraining
                ? PretrainingOptions.Create(pretraining)
                : null,
        };
        return JsonSerializer.SerializeToNode(options, ExperimentJson.Default.TrainingOptions)!.AsObject();
    }

    private static JsonObject ToNode(DataOptions options) =>
        JsonSerializer.SerializeToNode(options, ExperimentJson.Default.DataOptions)!.AsObject();

    private static void Put(JsonObject parent, string member, Func<JsonObject, JsonObject> defaults)
    {
        if (parent[member] is JsonObject given)
            parent[member] = JsonPatch.Merge(defaults(given), given);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
