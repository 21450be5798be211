using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Generators;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// <c>data make NAME</c>: writes built-in data to a file, and their factors, where they are known, to a second one
/// beside it.
/// </summary>
internal sealed class DataMakeVerb : Verb
{
    private readonly Argument<string> _name;
    private readonly Option<string?> _out = SharedOptions.Out(
        "The file to write: .npy or .csv, or - for CSV on standard output; default: NAME.npy."
    );

    public DataMakeVerb()
        : base(
            "make",
            "Write built-in data to a file.",
            "pinhole data make digits --rows 1000 --seed 7 --out digits.csv"
        )
    {
        _name = Required("NAME", $"The built-in data: {string.Join(", ", BuiltInGenerators.Names)}.");
        AddAll(SharedOptions.Rows, SharedOptions.Seed, _out, SharedOptions.Force);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string name = parsed.GetRequiredValue(_name);
        Generator generator = BuiltInGenerators.Find(name)
            ?? throw new InputException(Suggestion.Unknown("data", name, BuiltInGenerators.Names));
        bool force = parsed.GetValue(SharedOptions.Force);
        string path = RowsFile.Claim(
            terminal,
            parsed.GetValue(_out) ?? $"{name}.npy",
            force,
            labels: generator.ClassNames.Count > 0
        );
        string? factors =
            generator.FactorNames.Count == 0 || path == RowsFile.StandardOutput || RowsFile.IsPicture(path)
                ? null
                : RowsFile.Claim(
                    terminal,
                    $"{Path.ChangeExtension(path, null)}-factors{Path.GetExtension(path)}",
                    force
                );
        Dataset data = Dataset.Generate(
            generator,
            new DataOptions { Rows = parsed.GetValue(SharedOptions.Rows), Seed = parsed.GetValue(SharedOptions.Seed) }
        );
        if (factors is not null)
            RowsFile.Write(data.Context!, factors);
        RowsFile.Write(data, path);
        RowsFile.Tell(terminal, path, data.Rows, data.Columns, Describe.Rows(data.Schema));
        return ExitCodes.Success;
    }
}
