using System.CommandLine;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// Places options on help pages: under which title, and whether <c>--help</c> shows them. Options not listed here are
/// settings of pieces where the verb has <c>--model</c>, and otherwise options of that verb alone.
/// </summary>
internal static class HelpGroups
{
    private static readonly Group Pieces = new("Settings of the model's pieces", [], []);
    private static readonly Group Own = new("Options", [], []);

    private static readonly Group[] Titles =
    [
        new(
            "Data",
            ["--labels", "--preprocess", "--rows"],
            [
                "--id",
                "--ignore",
                "--transpose",
                "--image-size",
                "--color",
                "--patch",
                "--context",
                "--targets",
                "--binarize",
            ]
        ),
        new(
            "Model",
            ["--model", "--latent", "--hidden", "--loss"],
            [
                "--network",
                "--decoder-hidden",
                "--activation",
                "--norm",
                "--initialization",
                "--dropout",
                "--tied",
                "--condition",
                "--output-activation",
            ]
        ),
        new(
            "Training",
            ["--epochs", "--seed", "--resume"],
            [
                "--batch",
                "--validation",
                "--patience",
                "--optimizer",
                "--learning-rate",
                "--weight-decay",
                "--schedule",
                "--warmup",
                "--decay",
                "--decay-epochs",
                "--clip",
                "--pretrain",
                "--pretrain-epochs",
                "--pretrain-corruption",
                "--pretrain-corruption-level",
                "--baseline",
                "--checkpoint-every",
                "--threads",
            ]
        ),
        new("Output", ["--out", "--force"], ["--json", "--quiet", "--debug", "--help", "--help-all"]),
    ];

    /// <summary>The names that have a place here.</summary>
    public static IEnumerable<string> Names => Titles.SelectMany(group => group.Common.Concat(group.Others));

    /// <summary>Options by title, in the order of the pages; within a title the common ones first.</summary>
    /// <param name="options">Options of a verb.</param>
    /// <param name="all">Whether to include the less common ones.</param>
    public static IEnumerable<(string Title, Option[] Options)> Of(IReadOnlyList<Option> options, bool all)
    {
        bool makesModels = options.Any(option => option.Name == "--model");
        Group[] titles = makesModels ? [.. Titles, Pieces] : [Own, .. Titles];
        return from title in titles
            let chosen = options
                .Where(option => (Find(option) ?? (makesModels ? Pieces : Own)) == title)
                .Where(option => all || title == Own || title.Common.Contains(option.Name))
                .OrderBy(option => title.Place(option.Name))
                .ToArray()
            where chosen.Length > 0
            select (title.Title, chosen);
    }

    private static Group? Find(Option option) =>
        Array.Find(Titles, title => title.Common.Contains(option.Name) || title.Others.Contains(option.Name));

    private sealed record Group(string Title, string[] Common, string[] Others)
    {
        public int Place(string name) => Array.IndexOf(Common, name) is >= 0 and int place ? place : Common.Length;
    }
}
