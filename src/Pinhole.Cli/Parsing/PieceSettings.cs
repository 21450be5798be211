using System.CommandLine;
using Pinhole.Pieces;

namespace Pinhole.Cli.Parsing;

/// <summary>
/// Options for the settings of all pieces of a kind, made from their descriptions: one option for each setting name.
/// </summary>
/// <typeparam name="TFamily">The abstract record that the pieces derive from.</typeparam>
internal sealed class PieceSettings<TFamily>
    where TFamily : class, IPiece<TFamily>
{
    private readonly PieceFamily<TFamily> _family;
    private readonly Func<PieceDescription<TFamily>, string> _remedy;
    private readonly List<SettingOption> _options = [];

    /// <summary>Makes the options.</summary>
    /// <param name="family">The pieces.</param>
    /// <param name="remedy">How to choose a piece, for messages: "add --corruption masking".</param>
    /// <param name="prefix">The text between the two hyphens and the name of the setting.</param>
    /// <param name="only">The only setting to make an option for; null for all.</param>
    public PieceSettings(
        PieceFamily<TFamily> family,
        Func<PieceDescription<TFamily>, string> remedy,
        string prefix = "",
        string? only = null
    )
    {
        _family = family;
        _remedy = remedy;
        foreach (
            IGrouping<string, (PieceDescription<TFamily> Piece, Setting<TFamily> Setting)> same in family
                .Pieces.SelectMany(piece => piece.Settings.Select(setting => (Piece: piece, Setting: setting)))
                .Where(pair => pair.Setting.Option is string option && option == (only ?? option))
                .GroupBy(pair => pair.Setting.Option!)
        )
            _options.Add(new SettingOption(same.Key, prefix, [.. same], family));
    }

    /// <summary>All of them, in the order of the help page.</summary>
    public IEnumerable<Option> All => _options.Select(option => option.Option);

    /// <summary>Whether a setting was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="setting">Its name, such as <c>activation</c>.</param>
    public bool IsGiven(ParseResult parsed, string setting) =>
        parsed.IsGiven(_options.Single(option => option.Setting == setting).Option);

    /// <summary>Whether a piece has all settings that were given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="piece">The piece.</param>
    public bool Fit(ParseResult parsed, TFamily piece) =>
        _options.All(option => !parsed.IsGiven(option.Option) || piece.Describe().Find(option.Setting) is not null);

    /// <summary>A piece with the settings that were given; all others stay as they are.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The piece.</param>
    /// <exception cref="InputException">A setting was given that the piece does not have.</exception>
    public TFamily Apply(ParseResult parsed, TFamily start)
    {
        PieceDescription<TFamily> description = start.Describe();
        foreach (SettingOption option in _options)
        {
            if (parsed.IsGiven(option.Option) && description.Find(option.Setting) is null)
                throw new InputException(
                    $"{option.Option.Name} is for {Pieces(option)}; {_remedy(option.Pairs[0].Piece)}"
                );
        }

        TFamily piece = start;
        foreach (Setting<TFamily> setting in description.Settings)
            piece = Apply(parsed, piece, setting);
        return piece;
    }

    /// <summary>A piece with one setting, where that was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="piece">The piece.</param>
    /// <param name="setting">One of its settings.</param>
    public TFamily Apply(ParseResult parsed, TFamily piece, Setting<TFamily> setting) =>
        _options.Find(option => option.Setting == setting.Option) is SettingOption option
        && parsed.IsGiven(option.Option)
            ? setting.With(piece, option.Read(parsed))
            : piece;

    private string Pieces(SettingOption option)
    {
        string[] names = [.. option.Pairs.Select(pair => pair.Piece.OptionName)];
        return $"the {(names.Length == 1 ? _family.Noun : Plural(_family.Noun))} {Reading.List(names)}";
    }

    private static string Plural(string noun) =>
        noun.EndsWith("ss", StringComparison.Ordinal) ? $"{noun}es" : $"{noun}s";

    /// <summary>One option, for the settings of the same name.</summary>
    private sealed class SettingOption
    {
        public SettingOption(
            string setting,
            string prefix,
            (PieceDescription<TFamily> Piece, Setting<TFamily> Setting)[] pairs,
            PieceFamily<TFamily> family
        )
        {
            Setting = setting;
            Pairs = pairs;
            Setting<TFamily> first = pairs[0].Setting;
            string name = $"--{prefix}{setting}",
                help = Help(pairs, family),
                standard = Joined(
                    [.. pairs.Select(pair => (pair.Piece.OptionName, pair.Setting.Text(pair.Piece.Standard)))],
                    ", ",
                    " for ",
                    ""
                ),
                line = $"{help}; default: {standard}.";
            // Where pieces have different minima, the option takes only numbers that all of them accept.
            double minimum = pairs.Max(pair => pair.Setting.Minimum);
            switch (first.Kind)
            {
                case SettingKind.Number:
                    Option<double> number = OptionKinds.Number(name, line, minimum);
                    (Option, Read) = (number, parsed => parsed.GetValue(number));
                    break;
                case SettingKind.Count:
                    Option<int> count = OptionKinds.Number(name, line, (int)minimum);
                    (Option, Read) = (count, parsed => parsed.GetValue(count));
                    break;
                case SettingKind.Flag:
                    Option<bool> flag = OptionKinds.Flag(name, line);
                    (Option, Read) = (flag, parsed => parsed.GetValue(flag));
                    break;
                case SettingKind.Sizes:
                    Option<int[]?> sizes = OptionKinds.Sizes(name, line);
                    (Option, Read) = (sizes, parsed =>
                        parsed.GetResult(sizes)!.Tokens is [{ Value: OptionKinds.Auto }] ? null : parsed.GetValue(sizes)
                    );
                    break;
                default:
                    Option<string> choice = OptionKinds.Choice(name, help, first.Choices, otherwise: standard);
                    (Option, Read) = (choice, parsed => parsed.GetValue(choice));
                    break;
            }
        }

        public string Setting { get; }

        public (PieceDescription<TFamily> Piece, Setting<TFamily> Setting)[] Pairs { get; }

        public Option Option { get; }

        public Func<ParseResult, object?> Read { get; }

        // "Help, for kl", or one help for each group of pieces that share it.
        private static string Help(
            (PieceDescription<TFamily> Piece, Setting<TFamily> Setting)[] pairs,
            PieceFamily<TFamily> family
        )
        {
            (string Piece, string Help)[] helps = [.. pairs.Select(pair => (pair.Piece.OptionName, pair.Setting.Help))];
            string help = Joined(helps, "; ", " (", ")");
            bool forAll =
                pairs.Length == family.Pieces.Count || pairs.All(pair => pair.Piece.Name == pair.Setting.Option);
            return !forAll && helps.Select(pair => pair.Help).Distinct().Count() == 1
                ? $"{help}, for {Reading.List([.. helps.Select(pair => pair.Piece)])}"
                : help;
        }

        private static string Joined((string Piece, string Text)[] pairs, string between, string before, string after)
        {
            IGrouping<string, string>[] groups = [.. pairs.GroupBy(pair => pair.Text, pair => pair.Piece)];
            return groups.Length == 1
                ? groups[0].Key
                : string.Join(
                    between,
                    groups.Select(
                        (same, i) => $"{(i == 0 ? same.Key : Small(same.Key))}{before}{Reading.List([.. same])}{after}"
                    )
                );
        }

        private static string Small(string text) => char.ToLowerInvariant(text[0]) + text[1..];
    }
}
