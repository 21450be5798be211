using System.Globalization;

namespace Pinhole.Pieces;

/// <summary>
/// The description of a piece: its name, what it does, its settings and its text in reports. Options, reports, model
/// information and documentation are made from it.
/// </summary>
/// <typeparam name="TFamily">The abstract record that pieces of this kind derive from.</typeparam>
public abstract class PieceDescription<TFamily>
    where TFamily : class
{
    private readonly List<Setting<TFamily>> _settings = [];

    private protected PieceDescription(string name, string help, TFamily standard)
    {
        Name = name;
        Help = help;
        Standard = standard;
    }

    /// <summary>Its name, in JSON and on the command line.</summary>
    public string Name { get; }

    /// <summary>The name on the command line, if it differs from <see cref="Name"/>; both work.</summary>
    public string Alias { get; private protected init; } = "";

    /// <summary>The name on the command line: the <see cref="Alias"/>, if there is one.</summary>
    public string OptionName => Alias.Length > 0 ? Alias : Name;

    /// <summary>What it does: one line without a full stop.</summary>
    public string Help { get; }

    /// <summary>The piece with default settings.</summary>
    public TFamily Standard { get; }

    /// <summary>Its settings, in the order of display and use.</summary>
    public IReadOnlyList<Setting<TFamily>> Settings => _settings;

    /// <summary>The text of a piece in reports, such as "Gaussian, β = 1, 5 importance samples".</summary>
    /// <param name="piece">A piece of this kind.</param>
    public abstract string Read(TFamily piece);

    /// <summary>A setting by its <see cref="Setting.Option"/>; null if the piece has none of this name.</summary>
    /// <param name="option">The name, such as <c>sparsity-weight</c>.</param>
    public Setting<TFamily>? Find(string option) => _settings.Find(setting => setting.Option == option);

    private protected void AddSetting(Setting<TFamily> setting) => _settings.Add(setting);

    /// <summary>Checks that the settings of a piece are in range.</summary>
    /// <param name="piece">A piece of this kind.</param>
    /// <exception cref="InputException">A setting is out of range.</exception>
    internal void Validate(TFamily piece)
    {
        foreach (Setting<TFamily> setting in _settings)
            setting.Validate(piece);
    }
}

/// <summary>The description that a piece gives of itself, in a static member.</summary>
/// <typeparam name="TFamily">The abstract record that pieces of this kind derive from.</typeparam>
/// <typeparam name="TPiece">The piece.</typeparam>
public sealed class PieceDescription<TFamily, TPiece> : PieceDescription<TFamily>
    where TFamily : class
    where TPiece : TFamily
{
    private readonly Func<TPiece, string> _read;

    /// <summary>A description without settings; the methods below add them.</summary>
    /// <param name="name">Its name, in JSON and on the command line.</param>
    /// <param name="help">What it does: one line without a full stop.</param>
    /// <param name="standard">The piece with default settings.</param>
    /// <param name="read">Its text in reports.</param>
    /// <param name="alias">Its name on the command line; null for the same name.</param>
    public PieceDescription(string name, string help, TPiece standard, Func<TPiece, string> read, string alias = "")
        : base(name, help, standard)
    {
        _read = read;
        Alias = alias;
    }

    /// <inheritdoc/>
    public override string Read(TFamily piece) => _read((TPiece)piece);

    /// <summary>A setting that is a number.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="refusal">The start of the message for an invalid value {0}: "a β of {0} is".</param>
    /// <param name="range">The valid values.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    /// <param name="example">An example in that message; null for the default.</param>
    public PieceDescription<TFamily, TPiece> Number(
        string name,
        string? option,
        string help,
        string refusal,
        NumberRange range,
        Func<TPiece, double> get,
        Func<TPiece, double, TPiece> with,
        double? example = null
    ) =>
        AddNumber(
            name,
            option,
            help,
            SettingKind.Number,
            refusal,
            range,
            piece => get(piece),
            (piece, value) => with(piece, (double)value!),
            example ?? get((TPiece)Standard)
        );

    /// <summary>A setting that is a number, or not set.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="refusal">The start of the message for an invalid value {0}.</param>
    /// <param name="range">The valid values.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    /// <param name="example">An example in that message.</param>
    /// <param name="unset">The meaning of null, in words.</param>
    public PieceDescription<TFamily, TPiece> OptionalNumber(
        string name,
        string? option,
        string help,
        string refusal,
        NumberRange range,
        Func<TPiece, double?> get,
        Func<TPiece, double?, TPiece> with,
        double example,
        string unset = "none"
    ) =>
        AddNumber(
            name,
            option,
            help,
            SettingKind.Number,
            refusal,
            range,
            piece => get(piece),
            (piece, value) => with(piece, (double?)value),
            example,
            unset
        );

    /// <summary>A setting that is a whole number.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="refusal">The start of the message for an invalid value {0}.</param>
    /// <param name="range">The valid values.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    /// <param name="example">An example in that message.</param>
    public PieceDescription<TFamily, TPiece> Count(
        string name,
        string? option,
        string help,
        string refusal,
        NumberRange range,
        Func<TPiece, int> get,
        Func<TPiece, int, TPiece> with,
        int? example = null
    ) =>
        AddNumber(
            name,
            option,
            help,
            SettingKind.Count,
            refusal,
            range,
            piece => get(piece),
            (piece, value) => with(piece, (int)value!),
            example ?? get((TPiece)Standard)
        );

    /// <summary>A setting that is a whole number, or not set.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="refusal">The start of the message for an invalid value {0}.</param>
    /// <param name="range">The valid values.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    /// <param name="example">An example in that message.</param>
    /// <param name="unset">The meaning of null, in words.</param>
    public PieceDescription<TFamily, TPiece> OptionalCount(
        string name,
        string? option,
        string help,
        string refusal,
        NumberRange range,
        Func<TPiece, int?> get,
        Func<TPiece, int?, TPiece> with,
        int example,
        string unset = "none"
    ) =>
        AddNumber(
            name,
            option,
            help,
            SettingKind.Count,
            refusal,
            range,
            piece => get(piece),
            (piece, value) => with(piece, (int?)value),
            example,
            unset
        );

    /// <summary>A setting that is on or off.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    public PieceDescription<TFamily, TPiece> Flag(
        string name,
        string? option,
        string help,
        Func<TPiece, bool> get,
        Func<TPiece, bool, TPiece> with
    ) =>
        Add(
            new(
                name,
                option,
                help,
                SettingKind.Flag,
                "on or off",
                piece => get((TPiece)piece),
                (piece, value) => with((TPiece)piece, (bool)value!),
                _ => null
            )
        );

    /// <summary>A setting that is one of some names.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="choices">The valid names.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    public PieceDescription<TFamily, TPiece> Choice<TValue>(
        string name,
        string? option,
        string help,
        ChoiceNames<TValue> choices,
        Func<TPiece, TValue> get,
        Func<TPiece, TValue, TPiece> with
    )
        where TValue : struct, Enum =>
        Add(
            new(
                name,
                option,
                help,
                SettingKind.Choice,
                string.Join(", ", choices.All),
                piece => choices.Of(get((TPiece)piece)),
                (piece, value) => with((TPiece)piece, choices.Find((string)value!)),
                value =>
                    choices.All.Contains((string)value)
                        ? null
                        : $"there is no {choices.Noun} {value}; choose one of {string.Join(", ", choices.All)}",
                choices: choices.All
            )
        );

    /// <summary>A setting that is a list of sizes, or not set.</summary>
    /// <param name="name">The property.</param>
    /// <param name="option">Its name on the command line; null for none.</param>
    /// <param name="help">What it does.</param>
    /// <param name="refusals">The start of the messages for too many sizes {0}, and for an invalid size {0}.</param>
    /// <param name="maximumCount">The maximum number of sizes.</param>
    /// <param name="range">The valid sizes.</param>
    /// <param name="get">Reads the value.</param>
    /// <param name="with">Replaces the value.</param>
    /// <param name="example">An example of sizes.</param>
    /// <param name="unset">The meaning of null, in words.</param>
    public PieceDescription<TFamily, TPiece> Sizes(
        string name,
        string? option,
        string help,
        (string Count, string Size) refusals,
        int maximumCount,
        NumberRange range,
        Func<TPiece, IReadOnlyList<int>?> get,
        Func<TPiece, IReadOnlyList<int>?, TPiece> with,
        string example,
        string unset
    )
    {
        return Add(
            new(
                name,
                option,
                help,
                SettingKind.Sizes,
                $"at most {maximumCount} sizes, each {range.Text}",
                piece => get((TPiece)piece),
                (piece, value) => with((TPiece)piece, (IReadOnlyList<int>?)value),
                value => Fault((IReadOnlyList<int>)value),
                unset: unset
            )
        );

        string? Fault(IReadOnlyList<int> sizes)
        {
            if (sizes.Count > maximumCount)
                return $"{Fill(refusals.Count, sizes.Count)} not possible; choose at most {maximumCount}";
            foreach (int size in sizes)
            {
                if (!range.Contains(size))
                    return $"{Fill(refusals.Size, size)} not possible; choose {range.Text}, such as {example}";
            }

            return null;
        }
    }

    private PieceDescription<TFamily, TPiece> AddNumber(
        string name,
        string? option,
        string help,
        SettingKind kind,
        string refusal,
        NumberRange range,
        Func<TPiece, object?> get,
        Func<TPiece, object?, TPiece> with,
        IFormattable example,
        string unset = "none"
    ) =>
        Add(
            new(
                name,
                option,
                help,
                kind,
                range.Text,
                piece => get((TPiece)piece),
                (piece, value) => with((TPiece)piece, value),
                value =>
                    range.Contains(Convert.ToDouble(value, CultureInfo.InvariantCulture))
                        ? null
                        : $"{Fill(refusal, value)} not possible; choose {range.Text}, such as "
                            + example.ToString(null, CultureInfo.InvariantCulture),
                range.Minimum,
                unset: unset
            )
        );

    private static string Fill(string refusal, object value) =>
        refusal.Replace("{0}", string.Create(CultureInfo.InvariantCulture, $"{value}"), StringComparison.Ordinal);

    private PieceDescription<TFamily, TPiece> Add(Setting<TFamily> setting)
    {
        AddSetting(setting);
        return this;
    }
}
