using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Recipes;

namespace Pinhole.Tests.Recipes;

public sealed class RecipeBookTests
{
    public static TheoryData<string> Names => [.. RecipeBook.Names];

    [Fact]
    public void All_recipes_of_the_folder_are_there() =>
        Assert.Equal(
            Directory
                .EnumerateFiles(Path.Combine(Repository.Root, "recipes"), "*.json")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal),
            RecipeBook.Names
        );

    [Fact]
    public void A_mistyped_name_is_told() =>
        Assert.StartsWith(
            "unknown recipe 'hinton-2007'; did you mean 'hinton-2006'?",
            Assert.Throws<InputException>(() => RecipeBook.Read("hinton-2007")).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_recipe_has_a_quick_variant_and_its_models_can_be_made(string name)
    {
        foreach (RecipeVariant variant in new[] { RecipeVariant.Standard, RecipeVariant.Quick })
        {
            Recipe recipe = RecipeBook.Read(name, variant);
            Assert.Equal(recipe.Axis is not null, recipe.Runs.All(run => run.At is not null));
            Assert.False(
                recipe.Variant == RecipeVariant.Quick && recipe.Data.IsKnown,
                "A quick variant needs no files."
            );
            Assert.EndsWith(".", recipe.Remarks, StringComparison.Ordinal);
            foreach (RecipeRun run in recipe.Runs)
                Autoencoder.Create(run.Experiment.Model, Rows(recipe.Data), run.Experiment.Seed).Dispose();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_figure_to_reach_is_at_least_nearly_what_was_published(string name)
    {
        Recipe recipe = RecipeBook.Read(name);
        if (recipe.Published is null)
            return;
        Assert.NotNull(recipe.Goal);
        Assert.Equal(recipe.Published.Figure, recipe.Goal.Value, Math.Abs(0.12 * recipe.Published.Figure));
    }

    private static Schema Rows(RecipeData data)
    {
        Dataset rows = data.IsKnown
            ? Dataset.FromRows(
                [.. Enumerable.Range(0, 20 * 784).Select(i => i % 2)],
                784,
                data.Name,
                [.. Enumerable.Range(0, 20).Select(row => row % 10)],
                image: new ImageShape(1, 28, 28)
            )
            : Dataset.Open(data.Name, new DataOptions { Rows = 20 });
        return (data.LabelTargets ? rows.WithLabelTargets() : rows).Schema;
    }
}
