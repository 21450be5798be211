using System.Globalization;
using System.Text;

namespace Pinhole.Recipes;

/// <summary>
/// The results of recipes as a Markdown page: our figures beside the published ones, with the commands.
/// </summary>
public static class ReproducibilityPage
{
    /// <summary>Renders the page. The same results give the same text.</summary>
    /// <param name="results">Results of Pinhole's recipes; the page sorts them by name.</param>
    /// <exception cref="InputException">A result belongs to a recipe that does not exist or has changed, or it is
    /// unfinished.</exception>
    public static string Render(IReadOnlyList<Reproduction> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        results =
        [
            .. results.OrderBy(result => result.Recipe, StringComparer.Ordinal).ThenBy(result => result.Variant),
        ];
        if (results.FirstOrDefault(result => result.Runs.Count == 0) is { } unfinished)
            throw new InputException(
                $"the result of {Name(unfinished)} has no runs yet; resume it, or leave its file out"
            );
        StringBuilder page = new();
        page.Append(
            """
            # Published figures, reproduced

            Each line is a command that anybody can run: `pinhole reproduce NAME --data FOLDER`, where FOLDER has
            the files of MNIST or Fashion-MNIST. Ours is what that command gave, on test rows that were measured
            once, at the end; settings were chosen on validation rows. The same seed gives the same bits on any
            number of threads. A recipe that `pinhole reproduce --list` shows and this page does not has not been
            run in full yet.

            This page is made from the results in `recipes/results` by
            `pinhole reproduce --page recipes/results --out docs/reproducibility.md`.

            | recipe | figure | ours | published | to reach | time |
            | --- | --- | --- | --- | --- | --- |

            """
        );
        foreach (Reproduction result in results)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"| [`{Name(result)}`](#{Anchor(result)}) | {result.Title} | "
                    + $"{(result.Ours is null ? "table" : $"**{Number(result.Ours)}**")} | "
                    + $"{Number(result.Published?.Figure)} "
            );
            page.AppendLine(CultureInfo.InvariantCulture, $"| {Goal(result)} | {Time(result.Seconds)} |");
        }

        foreach (Reproduction result in results)
            Append(page, result);
        return page.ToString();
    }

    private static void Append(StringBuilder page, Reproduction result)
    {
        Recipe recipe = RecipeBook.Read(result.Recipe, result.Variant);
        if (result.Settings != recipe.Settings)
            throw new InputException(
                $"the result of {Name(result)} was made with other settings than the recipe has today; run it again, "
                    + "or leave its file out"
            );
        page.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {Name(result)}").AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"{recipe.Title}. {recipe.Remarks}").AppendLine();
        page.AppendLine($"    pinhole reproduce {Command(result)}{(recipe.Data.IsKnown ? " --data FOLDER" : "")}")
            .AppendLine();
        if (result.Published is { } published)
        {
            page.Append(CultureInfo.InvariantCulture, $"Published: {Number(published.Figure)} ({published.Source})");
            foreach ((string name, double figure) in published.Others ?? new Dictionary<string, double>())
                page.Append(CultureInfo.InvariantCulture, $"; {name} {Number(figure)}");
            page.AppendLine(".").AppendLine();
        }

        AppendFigures(page, result);
        if (result.Groups.Any(group => group.Runs.Count > 1))
            page.AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $"Means over {result.Groups[0].Runs.Count} seeds, minimum and maximum in brackets."
                );
        // One run is a point, not a curve.
        if (result.Axis is not null && result.Runs.Count > 1)
            page.AppendLine()
                .AppendLine(
                    CultureInfo.InvariantCulture,
                    $"![{result.Title} by {result.Axis}](images/reproducibility/{result.Recipe}.png)"
                );
        page.AppendLine()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{result.Date:yyyy-MM-dd}, Pinhole {result.Version}, {result.Machine}."
            );
    }

    private static void AppendFigures(StringBuilder page, Reproduction result)
    {
        IEnumerable<string> names = result.Runs[0].Figures.Keys;
        page.AppendLine(
            CultureInfo.InvariantCulture,
            $"| {(result.Runs.Count > 1 ? "run" : "")} | {string.Join(" | ", names)} | epochs | time |"
        );
        page.AppendLine($"| --- |{string.Concat(Enumerable.Repeat(" --- |", result.Runs[0].Figures.Count + 2))}");
        foreach (RunGroup group in result.Groups)
        {
            string figures = string.Join(" | ", group.Runs[0].Figures.Keys.Select(figure => Range(group, figure)));
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {group.Variation} | {figures} | {group.Runs[0].Epochs} | "
                    + $"{Time(group.Runs.Sum(run => run.Seconds))} |"
            );
        }
    }

    private static string Goal(Reproduction result) =>
        result.Goal is double goal
            ? $"{(result.HigherIsBetter ? "≥" : "≤")} {Number(goal)}: {(result.Reached == true ? "reached" : "missed")}"
            : "";

    private static string Range(RunGroup group, string figure) =>
        group.Runs.Count == 1
            ? Number(group.Mean(figure))
            : $"{Number(group.Mean(figure))} ({Number(group.Minimum(figure))} to {Number(group.Maximum(figure))})";

    private static string Name(Reproduction result) =>
        result.Variant == RecipeVariant.Standard
            ? result.Recipe
            : $"{result.Recipe}, {result.Variant.ToString().ToLowerInvariant()}";

    private static string Command(Reproduction result) =>
        result.Variant == RecipeVariant.Standard
            ? result.Recipe
            : $"{result.Recipe} --{result.Variant.ToString().ToLowerInvariant()}";

    // The anchors that GitHub makes from headings.
    private static string Anchor(Reproduction result) =>
        Name(result).Replace(",", "", StringComparison.Ordinal).Replace(' ', '-');

    private static string Number(double? number) =>
        number switch
        {
            null => "",
            double value when Math.Abs(value) >= 100 => value.ToString("F2", CultureInfo.InvariantCulture),
            double value when Math.Abs(value) >= 0.1 => value.ToString("0.000", CultureInfo.InvariantCulture),
            double value => value.ToString("G4", CultureInfo.InvariantCulture),
        };

    private static string Time(double seconds) =>
        seconds < 90
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds:F0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F1} min");
}
