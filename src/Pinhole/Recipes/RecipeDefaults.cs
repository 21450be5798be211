using System.Text.Json;
using System.Text.Json.Nodes;
using Pinhole.Models;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Recipes;

/// <summary>What a recipe leaves out: the pieces of its preset, and training as it is without options.</summary>
internal static class RecipeDefaults
{
    /// <summary>Adds what is left out of a model and of its training.</summary>
    /// <param name="recipe">A recipe; it stays as it is.</param>
    /// <exception cref="InputException">A preset, an optimizer, a schedule or a pretraining has a name that does not
    /// exist.</exception>
    public static JsonObject Complete(JsonObject recipe)
    {
        JsonObject complete = (JsonObject)recipe.DeepClone();
        Put(complete, "model", Model);
        Put(complete, "training", Training);
        // A measure may train a model of its own.
        if (complete["measure"] is JsonObject measure)
        {
            Put(measure, "judge", Model);
            Put(measure, "judgeTraining", Training);
        }

        return complete;
    }

    private static JsonNode? Model(JsonObject model) =>
        JsonSerializer.SerializeToNode(
            Presets.Create(
                Text(model["preset"]) ?? "deep",
                model["latent"]?.GetValue<int>()
                    ?? throw new InputException("the model of a recipe has no latent; give its size")
            ),
            RecipeJson.Default.AutoencoderOptions
        );

    private static JsonNode? Training(JsonObject training)
    {
        TrainingOptions options = new();
        return JsonSerializer.SerializeToNode(
            options with
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
            },
            RecipeJson.Default.TrainingOptions
        );
    }

    private static void Put(JsonObject recipe, string member, Func<JsonObject, JsonNode?> defaults)
    {
        if (recipe[member] is JsonObject given)
            recipe[member] = JsonPatch.Merge(defaults(given)!.AsObject(), given);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();
}
