using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Networks;

namespace Pinhole.Cli.Verbs;

/// <summary><c>import WEIGHTS</c>: a model from the weights that another program has trained.</summary>
internal sealed class ImportVerb : Verb
{
    private readonly Argument<string> _weights;
    private readonly ModelOptions _model = new();
    private readonly Option<string> _outputActivation = OptionKinds.Choice(
        "--output-activation",
        "The activation at the end of the decoder, for losses without their own (bce has one)",
        ActivationNames.AllAndLinear,
        "linear"
    );
    private readonly Option<ImageSize?> _imageSize = ImageOptions.SizeFor(
        "The size of the images that a convolutional network takes, width first, such as 28 or 64x48."
    );
    private readonly Option<string?> _out = SharedOptions.Out("The model file to write.", "model.safetensors");

    public ImportVerb()
        : base(
            "import",
            "Make a model from the weights of an autoencoder that another program, such as PyTorch, has trained.",
            "pinhole import weights.safetensors --hidden 128,64 --latent 8 --activation relu --output-activation "
                + "sigmoid --out model.safetensors"
        )
    {
        _weights = Required(
            "WEIGHTS",
            "A safetensors file of linear layers and convolutions; each may have a normalization before its "
                + "activation."
        );
        AddAll(_model.All);
        AddAll(_outputActivation, _imageSize, _out, SharedOptions.Force);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string source = parsed.GetRequiredValue(_weights),
            path = parsed.GetValue(_out)!;
        if (string.IsNullOrWhiteSpace(path))
            throw new InputException("--out is empty; name a file, or leave it out");
        RowsFile.RequireOther(path, source);
        if (File.Exists(path) && !parsed.GetValue(SharedOptions.Force))
            throw new InputException($"{path} exists already; choose another --out, or overwrite it with --force");

        ForeignWeights weights = ForeignWeights.Read(source);
        Activation output = ActivationNames.Find(parsed.GetRequiredValue(_outputActivation));
        ImageSize? images = parsed.GetValue(_imageSize);
        AutoencoderOptions options = _model.Apply(parsed, Presets.Create("deep")) with { OutputActivation = output };
        if (options.Condition != Condition.None)
            throw new InputException(
                "weights do not name the classes or the context of a conditional model; choose another --model, such "
                    + "as deep or vae"
            );
        ImportedModel imported = weights.ToModel(options, weights.RowsOf(options, images));
        using Autoencoder model = imported.Model;
        ModelFile.Write(model, path);

        foreach (ImportedLayer layer in imported.Layers)
            terminal.Say(
                $"layer  {layer.Name} [{string.Join(", ", layer.Shape)}] is {string.Join(" and ", layer.Sources)}"
            );
        string end = model.Reconstruction.MeanFunction ?? parsed.GetRequiredValue(_outputActivation);
        terminal.Say(
            $"model  {Describe.Model(model)}, {Figures.Count(model.Parameters.Count, "parameter")}, "
                + $"{ActivationNames.Of(model.Options.Network.Activation)} inside and {end} at the end"
        );
        if (terminal.Json)
            PrintJson(terminal, path, imported);
        else
            terminal.Say(path);
        return ExitCodes.Success;
    }

    private static void PrintJson(Terminal terminal, string path, ImportedModel imported) =>
        terminal.PrintJson(json =>
        {
            json.WriteString("out", path);
            json.WriteString("model", imported.Model.Options.Preset);
            json.WriteNumber("columns", imported.Model.Columns);
            json.WriteNumber("latent", imported.Model.Latent);
            json.WriteNumber("parameters", imported.Model.Parameters.Count);
            json.WriteStartArray("layers");
            foreach (ImportedLayer layer in imported.Layers)
            {
                json.WriteStartObject();
                json.WriteString("name", layer.Name);
                json.WriteStartArray("sources");
                foreach (string source in layer.Sources)
                    json.WriteStringValue(source);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
