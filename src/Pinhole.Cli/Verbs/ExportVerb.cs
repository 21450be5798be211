using System.CommandLine;
using System.Text.Json;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.ModelFiles.Onnx;
using Pinhole.Models;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary><c>export MODEL</c>: a model as ONNX, for other programs.</summary>
internal sealed class ExportVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Option<string?> _out = SharedOptions.Out(
        $"The folder for {string.Join(", ", OnnxExport.FileNames)}; created if it does not exist.",
        "onnx"
    );

    public ExportVerb()
        : base(
            "export",
            "Write a model with its preprocessing as ONNX, for programs outside .NET.",
            "pinhole export runs/digits-deep --out digits-onnx"
        )
    {
        _model = RequiredModel();
        AddAll(_out, SharedOptions.Force);
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string folder = parsed.GetValue(_out)!;
        if (string.IsNullOrWhiteSpace(folder))
            throw new InputException("--out is empty; name a folder, or leave it out");
        string? existing = OnnxExport.FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (existing is not null && !parsed.GetValue(SharedOptions.Force))
            throw new InputException($"{existing} exists already; choose another --out, or overwrite it with --force");

        using Autoencoder model = RunFolder.Open(parsed.GetRequiredValue(_model)).Model;
        IReadOnlyList<OnnxFile> files = OnnxExport.Write(model, folder);
        if (terminal.Json)
            PrintJson(terminal, folder, files);
        foreach (OnnxFile file in terminal.Json ? [] : files)
            terminal.Say($"{file.Path}: {string.Join(", ", file.Inputs)} → {string.Join(", ", file.Outputs)}");
        return ExitCodes.Success;
    }

    private static void PrintJson(Terminal terminal, string folder, IReadOnlyList<OnnxFile> files) =>
        terminal.PrintJson(json =>
        {
            json.WriteString("out", folder);
            json.WriteNumber("opset", OnnxExport.Opset);
            json.WriteStartArray("files");
            foreach (OnnxFile file in files)
            {
                json.WriteStartObject();
                json.WriteString("file", file.Path);
                WriteValues(json, "inputs", file.Inputs);
                WriteValues(json, "outputs", file.Outputs);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static void WriteValues(Utf8JsonWriter json, string member, IReadOnlyList<OnnxValue> values)
    {
        json.WriteStartArray(member);
        foreach (OnnxValue value in values)
        {
            json.WriteStartObject();
            json.WriteString("name", value.Name);
            json.WriteStartArray("shape");
            json.WriteStringValue(OnnxValue.Batch);
            if (value.Features is int features)
                json.WriteNumberValue(features);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
