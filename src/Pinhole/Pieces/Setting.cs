using System.Globalization;

namespace Pinhole.Pieces;

/// <summary>The description of a setting of a piece: its name, what it does, and its valid values.</summary>
public abstract class Setting
{
    private protected Setting(string name, string? option, string help, SettingKind kind)
    {
        Name = name;
        Option = option;
        Help = help;
        Kind = kind;
    }

    /// <summary>The property in C#, such as <c>Beta</c>; in JSON its first letter is lower case.</summary>
    public string Name { get; }

    /// <summary>
    /// Its name among the settings of all pieces, as on the command line, such as <c>sparsity-weight</c>; pieces share
    /// a name for the same meaning. Null if only C# and JSON can set it.
    /// </summary>
    public string? Option { get; }

    /// <summary>What it does: one line without a full stop.</summary>
    public string Help { get; }

    /// <summary>The kind of its value.</summary>
    public SettingKind Kind { get; }

    /// <summary>The valid values, in words.</summary>
    public abstract string Range { get; }

    /// <summary>The minimum, if it is a number.</summary>
    public double Minimum { get; private protected init; }

    /// <summary>The valid names, if it is a choice; otherwise empty.</summary>
    public IReadOnlyList<string> Choices { get; private protected init; } = [];

    /// <summary>A value as text: 0.05, elu, on, 512,256.</summary>
    private protected static string Write(object? value, string unset) =>
        value switch
        {
            null => unset,
            bool flag => flag ? "on" : "off",
            double number => number.ToString(CultureInfo.InvariantCulture),
            IReadOnlyList<int> { Count: 0 } => "none",
            IReadOnlyList<int> sizes => string.Join(',', sizes),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => $"{value}",
        };
}

/// <summary>A setting that can be read and replaced in any piece of its kind.</summary>
/// <typeparam name="TFamily">The abstract record that pieces of this kind derive from.</typeparam>
public sealed class Setting<TFamily> : Setting
    where TFamily : class
{
    private readonly Func<TFamily, object?> _get;
    private readonly Func<TFamily, object?, TFamily> _with;
    private readonly Func<object, string?> _fault;
    private readonly string _unset;

    internal Setting(
        string name,
        string? option,
        string help,
        SettingKind kind,
        string range,
        Func<TFamily, object?> get,
        Func<TFamily, object?, TFamily> with,
        Func<object, string?> fault,
        double minimum = 0,
        IReadOnlyList<string>? choices = null,
        string unset = "none"
    )
        : base(name, option, help, kind)
    {
        (_get, _with, _fault, _unset) = (get, with, fault, unset);
        Range = range;
        Minimum = minimum;
        Choices = choices ?? [];
    }

    /// <inheritdoc/>
    public override string Range { get; }

    /// <summary>Its value in a piece, of the type that <see cref="SettingKind"/> names; null if not set.</summary>
    /// <param name="piece">A piece that has the setting.</param>
    public object? Get(TFamily piece) => _get(piece);

    /// <summary>The piece with another value; it is not checked.</summary>
    /// <param name="piece">A piece that has the setting.</param>
    /// <param name="value">Of the type that <see cref="SettingKind"/> names.</param>
    public TFamily With(TFamily piece, object? value) => _with(piece, value);

    /// <summary>Its value as text.</summary>
    /// <param name="piece">A piece that has the setting.</param>
    public string Text(TFamily piece) => Write(_get(piece), _unset);

    /// <summary>Checks the value.</summary>
    /// <param name="piece">A piece that has the setting.</param>
    /// <exception cref="InputException">Its value is out of range.</exception>
    internal void Validate(TFamily piece)
    {
        if (_get(piece) is object value && _fault(value) is string fault)
            throw new InputException(fault);
    }
}
