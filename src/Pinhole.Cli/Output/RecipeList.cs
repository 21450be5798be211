using System.Text.Json;
using Pinhole.Recipes;
using Spectre.Console;

namespace Pinhole.Cli.Output;

/// <summary>What <c>reproduce --list</c> shows.</summary>
internal static class RecipeList
{
    /// <summary>Prints the recipes, as a table or as JSON.</summary>
    public static void Print(Terminal terminal)
    {
        Recipe[] recipes = [.. RecipeBook.Names.Select(name => RecipeBook.Read(name))];
        if (terminal.Json)
            terminal.PrintJson(json => Write(json, recipes));
        else
            terminal.Print(Table(recipes));
    }

    private static void Write(Utf8JsonWriter json, Recipe[] recipes)
    {
        json.WriteStartArray("recipes");
        foreach (Recipe recipe in recipes)
        {
            json.WriteStartObject();
            json.WriteString("recipe", recipe.Name);
            json.WriteString("title", recipe.Title);
            json.WriteString("data", recipe.Data.Name);
            json.WriteString("figure", recipe.Measure.Title);
            Figures.Write(json, "published", recipe.Published?.Figure);
            if (recipe.Published is { } published)
                json.WriteString("source", published.Source);
            Figures.Write(json, "goal", recipe.Goal);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Table Table(Recipe[] recipes)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumn(new TableColumn("recipe").NoWrap());
        table.AddColumn("what it shows");
        table.AddColumn("figure");
        table.AddColumn(new TableColumn("published").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("to reach").RightAligned().NoWrap());
        foreach (Recipe recipe in recipes)
        {
            string sign = recipe.Measure.HigherIsBetter ? "≥" : "≤";
            table.AddRow(
                Markup.Escape(recipe.Name),
                Markup.Escape(recipe.Title),
                Markup.Escape(recipe.Measure.Title),
                Figures.Text(recipe.Published?.Figure),
                recipe.Goal is double goal ? $"{sign} {Figures.Text(goal)}" : "–"
            );
        }

        return table;
    }
}
