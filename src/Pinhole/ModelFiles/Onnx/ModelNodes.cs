using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Reconstructions;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>The steps of a trained model as nodes of a graph.</summary>
/// <param name="model">The model.</param>
/// <param name="graph">The graph.</param>
/// <param name="weights">The weights of the model.</param>
internal sealed class ModelNodes(Autoencoder model, Graph graph, Weights weights)
{
    private const string Own = "preprocessor";
    private const string OfTargets = "targets.preprocessor";
    private const string OfContext = "context.preprocessor";

    private readonly LayerNodes _layers = new(graph, weights);
    private readonly PreprocessingNodes _preprocessing = new(graph);

    /// <summary>
    /// The condition that the graph takes: a number for each class, then context in the units of the data.
    /// </summary>
    /// <returns>[batch, condition], prepared; null for a model without a condition.</returns>
    public Signal? Condition()
    {
        if (model.ConditionSize == 0)
            return null;
        Signal condition = graph.Input("condition", model.ConditionSize);
        if (!model.Options.Condition.Context)
            return condition;
        int classes = model.ConditionSize - model.Schema.Context!.Columns;
        string context = _preprocessing.Apply(
            classes == 0 ? condition.Tensor : Columns(condition, classes, model.ConditionSize),
            model.ContextPreprocessor,
            OfContext
        );
        return condition with
        {
            Tensor =
                classes == 0
                    ? context
                    : graph.Add("Concat", [Columns(condition, 0, classes), context], Attributes.Integer("axis", 1)),
        };
    }

    /// <summary>Rows as the model sees them.</summary>
    /// <param name="rows">[batch, columns], in the units of the data.</param>
    public Signal Prepare(Signal rows) =>
        rows with
        {
            Tensor = _preprocessing.Apply(rows.Tensor, model.Preprocessor, Own),
        };

    /// <summary>Targets as the model sees them.</summary>
    /// <param name="targets">[batch, output columns], in the units of the data.</param>
    public Signal PrepareTargets(Signal targets) =>
        targets with
        {
            Tensor = _preprocessing.Apply(targets.Tensor, model.OutputPreprocessor, OutputName),
        };

    /// <summary>What the encoder makes of prepared rows.</summary>
    /// <param name="rows">[batch, columns].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>[batch, latent].</returns>
    public Signal Encode(Signal rows, Signal? condition)
    {
        Signal seen = rows with { Tensor = EncoderInput(rows.Tensor), Condition = condition };
        Signal code = graph.ToRows(_layers.Add(model.Layers.Encoder, seen));
        string latent = model.Options.Bottleneck switch
        {
            TopKBottleneck bottleneck => KeepGreatest(code.Tensor, bottleneck),
            { LatentActivation: Activation activation } => graph.Activate(Means(code), activation),
            Bottleneck other => throw Unsupported.Piece(other),
        };
        return new Signal(latent, [model.Latent]);
    }

    /// <summary>What the decoder makes of latents.</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>[batch, output columns], prepared.</returns>
    public Signal Decode(Signal latents, Signal? condition)
    {
        // A deviation that was learned, behind the columns, is the loss's alone.
        Layer decoder = model.Layers.Decoder is SharedFeatureLayer shared ? shared.Inner : model.Layers.Decoder;
        Signal output = graph.ToRows(_layers.Add(decoder, latents with { Condition = condition }));
        return model.Reconstruction switch
        {
            BernoulliReconstruction => output with { Tensor = graph.Activate(output.Tensor, Activation.Sigmoid) },
            CategoricalReconstruction => output with
            {
                Tensor = graph.Add("Softmax", [output.Tensor], Attributes.Integer("axis", 1)),
            },
            SquaredErrorReconstruction or AbsoluteErrorReconstruction or HuberReconstruction => output,
            GaussianReconstruction or GaussianDiagonalReconstruction or StructuralSimilarityReconstruction => output,
            PoissonReconstruction => output with { Tensor = graph.Add("Exp", [output.Tensor]) },
            Reconstruction other => throw Unsupported.Piece(other),
        };
    }

    /// <summary>Rows in the units of the data.</summary>
    /// <param name="rows">[batch, output columns], prepared.</param>
    public Signal Restore(Signal rows) =>
        rows with
        {
            Tensor = _preprocessing.Invert(rows.Tensor, model.OutputPreprocessor, OutputName),
        };

    private string EncoderInput(string rows) =>
        model.Reconstruction is PoissonReconstruction
            ? graph.Add("Log", [graph.Add("Add", [graph.Add("Relu", [rows]), graph.Number(1)])])
            : rows;

    private string OutputName => ReferenceEquals(model.OutputPreprocessor, model.Preprocessor) ? Own : OfTargets;

    // Behind the latent a code may hold more, the variances of a Gaussian one.
    private string Means(Signal code) => code.Features == model.Latent ? code.Tensor : Columns(code, 0, model.Latent);

    private string Columns(Signal x, int start, int end) =>
        graph.Add("Slice", [x.Tensor, graph.Integers(start), graph.Integers(end), graph.Integers(1)]);

    private string KeepGreatest(string code, TopKBottleneck bottleneck)
    {
        int units = bottleneck.EncodedUnits ?? bottleneck.Units;
        AttributeProto axis = Attributes.Integer("axis", 1);
        IReadOnlyList<string> greatest = graph.Add(2, "TopK", [code, graph.Integers(units)], axis);
        string zeros = graph.Add("ConstantOfShape", [graph.Add("Shape", [code])]);
        string latent = graph.Add("ScatterElements", [zeros, greatest[1], greatest[0]], axis);
        return bottleneck.EncodedUnits is null ? latent : graph.Activate(latent, Activation.Relu);
    }
}
