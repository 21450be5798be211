using Google.Protobuf;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.ModelFiles.Onnx;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Pieces;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.ModelFiles.Onnx;

/// <summary>What the files say, read without ONNX Runtime.</summary>
public class OnnxExportTests
{
    public static TheoryData<string> Names => [.. OnnxCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_model_can_be_exported(string name)
    {
        using TestFolder folder = new();
        (AutoencoderOptions options, Dataset rows) = OnnxCases.All[name];
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);
        model.FitPreprocessing(rows);

        IReadOnlyList<OnnxFile> files = OnnxExport.Write(model, folder.Path("onnx"));

        Assert.Equal(OnnxExport.FileNames, files.Select(file => Path.GetFileName(file.Path)));
        Assert.All(files, file => AssertSound(Read(file), file));
    }

    [Fact]
    public void Files_take_and_give_rows_of_any_number()
    {
        using TestFolder folder = new();
        Dataset rows = OnnxCases.All["classes and context"].Rows;
        using Autoencoder model = Autoencoder.Create(OnnxCases.All["classes and context"].Options, rows.Schema);

        string[] files =
        [
            .. OnnxExport
                .Write(model, folder.Path("a/b"))
                .Select(file =>
                    $"{Path.GetFileName(file.Path)}: {string.Join(", ", file.Inputs)} to "
                    + $"{string.Join(", ", file.Outputs)}"
                ),
        ];

        Assert.Equal(
            [
                "encoder.onnx: rows [batch, 12], condition [batch, 5] to latent [batch, 4]",
                "decoder.onnx: latent [batch, 4], condition [batch, 5] to reconstruction [batch, 12]",
                "reconstructor.onnx: rows [batch, 12], condition [batch, 5] to reconstruction [batch, 12]",
                "scorer.onnx: rows [batch, 12], condition [batch, 5] to score [batch]",
            ],
            files
        );
    }

    [Fact]
    public void Targets_are_part_of_the_score_alone()
    {
        using TestFolder folder = new();
        (AutoencoderOptions options, Dataset rows) = OnnxCases.All["targets"];
        using Autoencoder model = Autoencoder.Create(options, rows.Schema);

        IReadOnlyList<OnnxFile> files = OnnxExport.Write(model, folder.Path("onnx"));

        Assert.Equal([new OnnxValue("rows", 12), new OnnxValue("targets", 18)], files[3].Inputs);
        Assert.Equal([new OnnxValue("rows", 12)], files[2].Inputs);
        Assert.Equal([new OnnxValue("reconstruction", 18)], files[2].Outputs);
    }

    [Fact]
    public void Metadata_name_what_the_numbers_are()
    {
        using TestFolder folder = new();
        Dataset context = Dataset.FromRows([1, 2, 3], 1, columnNames: ["größe"]);
        Dataset rows = Dataset
            .FromRows([1, 2, 3, 4, 5, 6], 2, "people", [0, 1, 0], ["x", "y\"z"], columnNames: ["age", "weight"])
            .WithContext(context);
        using Autoencoder model = Autoencoder.Create(
            Presets.Deep(1) with
            {
                Network = new DenseNetwork([3]),
                Condition = new Condition(true, true),
                Preprocess = "standardize",
            },
            rows.Schema
        );
        model.FitPreprocessing(rows);

        ModelProto file = Read(OnnxExport.Write(model, folder.Path("onnx"))[0]);
        Dictionary<string, string> metadata = file.MetadataProps.ToDictionary(entry => entry.Key, entry => entry.Value);

        Assert.Equal(
            ("pinhole", "1", "deep", "standardize"),
            (metadata["format"], metadata["version"], metadata["preset"], metadata["preprocessor"])
        );
        Assert.Equal(
            ("2", "1", "2", "3"),
            (metadata["columns"], metadata["latent"], metadata["outputColumns"], metadata["condition"])
        );
        Assert.Equal(["age", "weight"], Names("columnNames"));
        Assert.Equal(["age", "weight"], Names("outputColumnNames"));
        Assert.Equal(["x", "y\"z"], Names("classNames"));
        Assert.Equal(["größe"], Names("contextNames"));

        string[] Names(string key) => System.Text.Json.JsonSerializer.Deserialize<string[]>(metadata[key])!;
    }

    [Fact]
    public void Tied_layers_share_their_weight()
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(10, 12);
        using Autoencoder model = Autoencoder.Create(Settings.All["tied"], rows.Schema);

        GraphProto graph = Read(OnnxExport.Write(model, folder.Path("onnx"))[2]).Graph;

        Assert.Equal(2, graph.Node.Count(node => node.Input.Contains("encoder.1.weight")));
        Assert.DoesNotContain(graph.Initializer, tensor => tensor.Name == "decoder.1.weight");
    }

    [Fact]
    public void Convolutions_follow_each_other_without_turning_images_round()
    {
        using TestFolder folder = new();
        const string name = "images, Transpose, Batch, conditional";
        using Autoencoder model = Autoencoder.Create(OnnxCases.All[name].Options, OnnxCases.All[name].Rows.Schema);

        GraphProto encoder = Read(OnnxExport.Write(model, folder.Path("onnx"))[0]).Graph;

        Assert.Equal(2, encoder.Node.Count(node => node.OpType == "Conv"));
        Assert.Single(encoder.Node, node => node.OpType == "Transpose");
        // One for classes and context, one for both behind the features.
        Assert.Equal(2, encoder.Node.Count(node => node.OpType == "Concat"));
    }

    [Fact]
    public void A_piece_of_ones_own_is_refused_and_leaves_no_files()
    {
        using TestFolder folder = new();
        Dataset rows = SmallData.Smooth(10, 12);
        using Autoencoder model = Autoencoder.Create(Presets.Deep(4) with { Reconstruction = new Own() }, rows.Schema);

        string message = Assert
            .Throws<NotSupportedException>(() => OnnxExport.Write(model, folder.Path("onnx")))
            .Message;

        Assert.Contains("Own is not one", message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Path("onnx")));
    }

    [Fact]
    public void A_file_in_place_of_the_folder_is_refused()
    {
        using TestFolder folder = new();
        using Autoencoder model = Autoencoder.Create(Presets.Vanilla(2), SmallData.Smooth(3, 6).Schema);

        Refusal.Says(() => OnnxExport.Write(model, folder.Text("onnx", "here")), "is a file", "choose a folder");
    }

    [Fact]
    public void What_is_too_large_for_the_format_is_refused()
    {
        Graph graph = new("encoder");
        ByteString large = UnsafeByteOperations.UnsafeWrap(new byte[1 << 28]);
        void Fill(int tensors)
        {
            for (int i = 0; i < tensors; i++)
                graph.Add(new TensorProto { Name = $"weight.{i}", RawData = large });
        }

        Fill(7);
        Refusal.Says(() => Fill(8), "2 GiB", "encoder", "smaller layers");
    }

    private static ModelProto Read(OnnxFile file) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(file.Path));

    private static void AssertSound(ModelProto model, OnnxFile file)
    {
        Assert.Equal([OnnxExport.Opset], model.OpsetImport.Select(set => (int)set.Version));
        Assert.Equal(file.Inputs, model.Graph.Input.Select(Value));
        Assert.Equal(file.Outputs, model.Graph.Output.Select(Value));
        HashSet<string> known = ["", .. model.Graph.Input.Select(input => input.Name)];
        HashSet<string> weights = [.. model.Graph.Initializer.Select(tensor => tensor.Name)],
            unused = [.. weights];
        Assert.Equal(model.Graph.Initializer.Count, weights.Count);
        known.UnionWith(weights);
        foreach (NodeProto node in model.Graph.Node)
        {
            Assert.All(node.Input, input => Assert.Contains(input, known));
            Assert.All(node.Output, output => Assert.True(known.Add(output), $"{output} is there twice"));
            unused.ExceptWith(node.Input);
        }

        Assert.Empty(unused);
        Assert.All(file.Outputs, output => Assert.Contains(output.Name, known));
    }

    private static OnnxValue Value(ValueInfoProto value)
    {
        TensorTypeProto type = value.Type.TensorType;
        Assert.Equal(DataType.Float, type.ElemType);
        Assert.Equal(OnnxValue.Batch, type.Shape.Dim[0].DimParam);
        return new OnnxValue(value.Name, type.Shape.Dim.Count == 1 ? null : (int)type.Shape.Dim[1].DimValue);
    }

    private sealed record Own : Reconstruction
    {
        private static readonly PieceDescription<Reconstruction> Description = new PieceDescription<
            Reconstruction,
            Own
        >("own", "A piece from outside the library", new(), _ => "own");

        public override PieceDescription<Reconstruction> Describe() => Description;

        public override Tensor Loss(Tensor output, Batch batch, Pass pass) =>
            (output - batch.Targets).Square().SumFeatures();
    }
}
