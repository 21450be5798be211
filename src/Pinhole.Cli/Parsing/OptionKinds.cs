using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Pinhole.Cli.Parsing;

/// <summary>Makes options; a mistake gives one line that says what is valid.</summary>
internal static class OptionKinds
{
    /// <summary>The word for sizes that the model chooses.</summary>
    public const string Auto = "auto";

    /// <summary>An option without a value.</summary>
    public static Option<bool> Flag(string name, string description, bool recursive = false) =>
        new(name)
        {
            Description = description,
            Arity = ArgumentArity.Zero,
            Recursive = recursive,
        };

    /// <summary>An option that takes a number.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="minimum">The smallest valid number.</param>
    /// <param name="standard">The default; null for zero, which stands for "not given".</param>
    public static Option<T> Number<T>(string name, string description, T minimum, T? standard = null)
        where T : struct, INumber<T>
    {
        Option<T> option = new(name)
        {
            Description = description,
            HelpName = typeof(T) == typeof(double) ? "X" : "N",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (
                    T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out T number)
                    && T.IsFinite(number)
                    && number >= minimum
                )
                    return number;
                result.AddError($"{name} '{text}' is not possible; give a {Wanted(text, minimum)}");
                return default;
            },
        };
        if (standard is T value)
            option.DefaultValueFactory = _ => value;
        return option;
    }

    /// <summary>
    /// An option that takes sizes between commas, "none" or <see cref="Auto"/>. Both words give an empty list; the
    /// token tells which it was.
    /// </summary>
    public static Option<int[]?> Sizes(string name, string description) =>
        new(name)
        {
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            HelpName = "N,N,…",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (text is Auto or "none")
                    return [];
                string[] parts = text.Split(',');
                int[] sizes = new int[parts.Length];
                for (int i = 0; i < parts.Length; i++)
                {
                    if (
                        !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i])
                        || sizes[i] < 1
                    )
                    {
                        result.AddError(
                            $"{name} '{text}' is not possible; give whole numbers of at least 1 between commas, such "
                                + "as 512,256, or auto, or none"
                        );
                        return null;
                    }
                }

                return sizes;
            },
        };

    /// <summary>An option that takes one of some names.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it does.</param>
    /// <param name="names">The valid names.</param>
    /// <param name="standard">The default; null for none.</param>
    /// <param name="otherwise">The default in words, where it is not one name; null for none.</param>
    public static Option<string> Choice(
        string name,
        string description,
        IReadOnlyList<string> names,
        string? standard = null,
        string? otherwise = null
    )
    {
        Option<string> option = new(name)
        {
            Description =
                $"{description}: {string.Join(", ", names)}{(otherwise is null ? "" : $"; default: {otherwise}")}.",
            HelpName = "NAME",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (!names.Contains(text))
                    result.AddError(Suggestion.Unknown(name, text, names));
                return text;
            },
        };
        if (standard is not null)
            option.DefaultValueFactory = _ => standard;
        option.CompletionSources.Add([.. names]);
        return option;
    }

    /// <summary>A parser of text that the library checks; the library's message follows the option's name.</summary>
    /// <param name="name">The option.</param>
    /// <param name="check">Returns the text, or throws an <see cref="InputException"/> that says what is
    /// wrong.</param>
    public static Func<ArgumentResult, string> Checked(string name, Func<string, string> check) =>
        result =>
        {
            string text = result.Tokens[0].Value;
            try
            {
                return check(text);
            }
            catch (InputException exception)
            {
                result.AddError($"{name} '{text}': {exception.Message}");
                return text;
            }
        };

    private static string Wanted<T>(string text, T minimum)
        where T : struct, INumber<T>
    {
        string kind = typeof(T) == typeof(double) ? "number" : "whole number";
        bool tooLarge =
            text.Length > 0 && text.All(char.IsAsciiDigit) && !T.TryParse(text, CultureInfo.InvariantCulture, out _);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kind} of at least {minimum}{(tooLarge ? ", smaller than this" : "")}"
        );
    }
}
