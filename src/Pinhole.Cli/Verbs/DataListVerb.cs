using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Data;
using Pinhole.Data.Generators;
using Spectre.Console;

namespace Pinhole.Cli.Verbs;

/// <summary><c>data list</c>: the built-in generators, the formats of files, and data sets to download.</summary>
internal sealed class DataListVerb()
    : Verb("list", "List built-in data, file formats, and data sets to download.", "pinhole data list")
{
    private static readonly (string Name, string Description)[] Formats =
    [
        ("csv, tsv", "A table in text, with or without a header; --labels names the column with labels"),
        ("npy", "A NumPy array [rows, …]; labels in NAME-labels.npy beside it"),
        ("npz", "NumPy arrays: X, data or x_train holds the rows; y, labels or target holds the labels"),
        (
            "bed",
            "Genotypes of PLINK 1, with .bim and .fam beside; --labels phenotype takes the sixth column of the "
                + ".fam file"
        ),
        ("nii", "A NIfTI volume, whose slices are the rows; --labels names a file with one label a slice"),
        ("idx", "The format of MNIST; the label file beside the image file is found automatically"),
        (
            "png",
            "An image, or a folder of them; jpeg, pgm, ppm and pbm too; sub-folders are classes, or --labels "
                + "names a file"
        ),
        ("gz", "Any of the files above, compressed with gzip"),
        ("sqlite", "Rows of a database: sqlite:FILE?table=NAME or sqlite:FILE?query=SELECT…"),
        ("postgres", "Rows of a PostgreSQL database: postgres://USER@HOST/DATABASE?table=NAME or ?query=SELECT…"),
    ];

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        if (terminal.Json)
            PrintJson(terminal);
        else
            Print(terminal);
        return ExitCodes.Success;
    }

    private static void PrintJson(Terminal terminal) =>
        terminal.PrintJson(json =>
        {
            json.WriteStartArray("generators");
            foreach (Generator generator in BuiltInGenerators.All)
            {
                json.WriteStartObject();
                json.WriteString("name", generator.Name);
                json.WriteString("description", generator.Description);
                json.WriteNumber("columns", generator.Image.Channels * generator.Image.Height * generator.Image.Width);
                json.WriteNumber("classes", generator.ClassNames.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("formats");
            foreach ((string name, string description) in Formats)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("description", description);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("known");
            foreach (string name in KnownData.Names)
                json.WriteStringValue(name);
            json.WriteEndArray();
        });

    private static void Print(Terminal terminal)
    {
        terminal.Print("Built-in data:");
        terminal.Print(List(BuiltInGenerators.All.Select(generator => (generator.Name, generator.Description))));
        terminal.Print("");
        terminal.Print("Files and databases:");
        terminal.Print(List(Formats));
        terminal.Print("");
        terminal.Print($"Data sets to download with pinhole data get: {string.Join(", ", KnownData.Names)}");
    }

    private static Grid List(IEnumerable<(string Name, string Description)> items)
    {
        Grid grid = new Grid().AddColumn(new GridColumn().NoWrap().Width(8).PadLeft(2).PadRight(2)).AddColumn();
        foreach ((string name, string description) in items)
            grid.AddRow(new Text(name), new Text(description));
        return grid;
    }
}
