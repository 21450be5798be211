using Google.Protobuf;
using Pinhole.Data.Writers;
using Pinhole.Models;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>
/// A trained model as ONNX files, for programs that are not .NET: each takes and returns any number of rows in the
/// units of the data, float32, and includes the preprocessing. Operators are those of opset 17.
/// </summary>
/// <remarks>
/// <para>Conditional models take a second input, <c>condition</c> [batch, condition]: a number for each class, 1 for
/// the row's own and 0 for the others, in the order of <c>classNames</c> in the file's metadata; then the context, in
/// the units of the data. The metadata have the names of columns too, as JSON arrays.</para> <para>Numbers agree with
/// the model's up to rounding in float32. If two units of a top-k bottleneck are equal up to rounding, ONNX may keep
/// the other one.</para>
/// </remarks>
public static class OnnxExport
{
    /// <summary>The version of the standard's operators that the files use.</summary>
    public const int Opset = 17;

    /// <summary>
    /// The version of the files' inputs, outputs and metadata, which is in the metadata as <c>version</c>.
    /// </summary>
    public const int FormatVersion = 1;

    // The version of the file format that goes with the operators.
    private const int IrVersion = 8;

    /// <summary>The files that <see cref="Write"/> writes.</summary>
    public static IReadOnlyList<string> FileNames { get; } =
    ["encoder.onnx", "decoder.onnx", "reconstructor.onnx", "scorer.onnx"];

    /// <summary>Writes a model, each file atomically.</summary>
    /// <remarks>
    /// <list type="bullet"> <item><c>encoder.onnx</c>: <c>rows</c> [batch, columns] to <c>latent</c> [batch, latent],
    /// which is the mean for a Gaussian bottleneck.</item> <item><c>decoder.onnx</c>: <c>latent</c> to
    /// <c>reconstruction</c> [batch, output columns].</item> <item><c>reconstructor.onnx</c>: <c>rows</c> to
    /// <c>reconstruction</c>.</item> <item><c>scorer.onnx</c>: <c>rows</c>, and <c>targets</c> [batch, output columns]
    /// if the model has them, to <c>score</c> [batch]: the squared error of each row, summed over its columns, after
    /// preprocessing. The higher the score, the less the row resembles the training rows.</item> </list>
    /// </remarks>
    /// <param name="model">The model.</param>
    /// <param name="folder">The folder; created if it does not exist. Existing files are replaced.</param>
    /// <returns>The written files.</returns>
    /// <exception cref="NotSupportedException">A piece of the model is not one of Pinhole's own, so it has no form in
    /// ONNX.</exception>
    /// <exception cref="InputException">The model is larger than the format allows, or the folder cannot be
    /// written.</exception>
    /// <exception cref="IOException">Writing failed, as on a full disk.</exception>
    public static IReadOnlyList<OnnxFile> Write(Autoencoder model, string folder)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        Weights weights = new(model.Parameters);
        // All graphs are built first, so that a model that cannot be written leaves no files.
        (Graph Graph, ModelProto Message)[] models =
        [
            .. new[]
            {
                Encoder(model, weights),
                Decoder(model, weights),
                Reconstructor(model, weights),
                Scorer(model, weights),
            }.Select(graph => (graph, Message(model, graph))),
        ];
        MakeFolder(folder);
        List<OnnxFile> files = [];
        foreach (((Graph graph, ModelProto message), string name) in models.Zip(FileNames))
        {
            string path = Path.Combine(folder, name);
            AtomicFile.Write(path, stream => message.WriteTo(stream));
            files.Add(new OnnxFile(path, graph.Inputs, graph.Outputs));
        }

        return files;
    }

    private static Graph Encoder(Autoencoder model, Weights weights)
    {
        Graph graph = new("encoder");
        ModelNodes nodes = new(model, graph, weights);
        Signal rows = nodes.Prepare(graph.Input("rows", model.Columns)),
            latent = nodes.Encode(rows, nodes.Condition());
        graph.Output("latent", latent.Tensor, model.Latent);
        return graph;
    }

    private static Graph Decoder(Autoencoder model, Weights weights)
    {
        Graph graph = new("decoder");
        ModelNodes nodes = new(model, graph, weights);
        Signal latent = graph.Input("latent", model.Latent);
        graph.Output(
            "reconstruction",
            nodes.Restore(nodes.Decode(latent, nodes.Condition())).Tensor,
            model.OutputColumns
        );
        return graph;
    }

    private static Graph Reconstructor(Autoencoder model, Weights weights)
    {
        Graph graph = new("reconstructor");
        ModelNodes nodes = new(model, graph, weights);
        Signal rebuilt = Rebuild(nodes, nodes.Prepare(graph.Input("rows", model.Columns)));
        graph.Output("reconstruction", nodes.Restore(rebuilt).Tensor, model.OutputColumns);
        return graph;
    }

    private static Graph Scorer(Autoencoder model, Weights weights)
    {
        Graph graph = new("scorer");
        ModelNodes nodes = new(model, graph, weights);
        Signal rows = nodes.Prepare(graph.Input("rows", model.Columns));
        Signal targets = model.Schema.Targets is null
            ? rows
            : nodes.PrepareTargets(graph.Input("targets", model.OutputColumns));
        string difference = graph.Add("Sub", [Rebuild(nodes, rows).Tensor, targets.Tensor]);
        string score = graph.Add(
            "ReduceSumSquare",
            [difference],
            Attributes.Integers("axes", 1),
            Attributes.Integer("keepdims", 0)
        );
        graph.Output("score", score, null);
        return graph;
    }

    private static Signal Rebuild(ModelNodes nodes, Signal rows)
    {
        Signal? condition = nodes.Condition();
        return nodes.Decode(nodes.Encode(rows, condition), condition);
    }

    private static ModelProto Message(Autoencoder model, Graph graph) =>
        new()
        {
            IrVersion = IrVersion,
            ProducerName = "pinhole",
            ProducerVersion = typeof(OnnxExport).Assembly.GetName().Version!.ToString(3),
            DocString =
                $"{string.Join(", ", graph.Inputs)} to {string.Join(", ", graph.Outputs)}, in the units of the data",
            OpsetImport = { new OperatorSetIdProto { Version = Opset } },
            MetadataProps = { OnnxMetadata.Of(model) },
            Graph = graph.Message,
        };

    private static void MakeFolder(string folder)
    {
        if (File.Exists(folder))
            throw new InputException($"{folder} is a file; choose a folder");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new InputException($"{folder} cannot be created: access is denied; choose another folder", exception);
        }
    }
}
