using Pinhole.Data.Preprocessing;
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

    /// <summary>The condition that the graph takes: a number for each class, then context in the units of the data.</summary>
    /// <returns>[batch, condition], prepared; null for a model without a condition.</returns>
    public Signal? Condition()
    {
        if (model.ConditionSize == 0)
            return null;
        Signal condition = graph.Input("condition", model.ConditionSize);
        return model.Options.Condition.Context ? Prepare(condition, model.ContextPreprocessor, OfContext) : condition;
    }

    /// <summary>Rows as the model sees them.</summary>
    /// <param name="rows">[batch, columns], in the units of the data.</param>
    public Signal Prepare(Signal rows) => Prepare(rows, model.Preprocessor, Own);

    /// <summary>Targets as the model sees them.</summary>
    /// <param name="targets">[batch, output columns], in the units of the data.</param>
    public Signal PrepareTargets(Signal targets) => Prepare(targets, model.OutputPreprocessor, OutputName);

    /// <summary>What the encoder makes of prepared rows.</summary>
    /// <param name="rows">[batch, columns].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>[batch, latent].</returns>
    public Signal Encode(Signal rows, Signal? condition)
    {
        Signal code = graph.ToRows(_layers.Add(model.Encoder, rows with { Condition = condition }));
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
        Layer decoder = model.Decoder is SharedFeatureLayer shared ? shared.Inner : model.Decoder;
        Signal output = graph.ToRows(_layers.Add(decoder, latents with { Condition = condition }));
        return model.Options.Reconstruction switch
        {
            BernoulliReconstruction => output with { Tensor = graph.Activate(output.Tensor, Activation.Sigmoid) },
            CategoricalReconstruction => output with { Tensor = graph.Add("Softmax", [output.Tensor], Attributes.Integer("axis", 1)) },
            SquaredErrorReconstruction or AbsoluteErrorReconstruction or HuberReconstruction => output,
            GaussianReconstruction or StructuralSimilarityReconstruction => output,
            Reconstruction other => throw Unsupported.Piece(other),
        };
    }

    /// <summary>Rows in the units of the data.</summary>
    /// <param name="rows">[batch, output columns], prepared.</param>
    public Signal Restore(Signal rows)
    {
        switch (model.OutputPreprocessor)
        {
            case NoPreprocessing:
                return rows;
            case ColumnScaling scaling:
                string scale = graph.Add(Tensors.Of($"{OutputName}.scale", [scaling.Scale.Length], scaling.Scale));
                string scaled = graph.Add("Mul", [rows.Tensor, scale]);
                return rows with { Tensor = graph.Add("Add", [scaled, Offset(scaling.Offset, OutputName)]) };
            default:
                throw Unsupported.Piece(model.OutputPreprocessor);
        }
    }

    private string OutputName => ReferenceEquals(model.OutputPreprocessor, model.Preprocessor) ? Own : OfTargets;

    private Signal Prepare(Signal rows, Preprocessor preprocessor, string name)
    {
        switch (preprocessor)
        {
            case NoPreprocessing:
                return rows;
            case ColumnScaling scaling:
                // Classes, which come before a context, stay as they are; a column of scale 0 becomes 0.
                int before = rows.Features - scaling.Offset.Length;
                float[] offset = [.. new float[before], .. scaling.Offset], divisor = [.. Enumerable.Repeat(1f, before), .. scaling.Scale];
                for (int column = 0; column < divisor.Length; column++)
                    divisor[column] = divisor[column] == 0 ? float.PositiveInfinity : divisor[column];
                string difference = graph.Add("Sub", [rows.Tensor, Offset(offset, name)]);
                string divided = graph.Add("Div", [difference, graph.Add(Tensors.Of($"{name}.divisor", [divisor.Length], divisor))]);
                return rows with { Tensor = divided };
            default:
                throw Unsupported.Piece(preprocessor);
        }
    }

    private string Offset(ReadOnlySpan<float> offset, string name) => graph.Add(Tensors.Of($"{name}.offset", [offset.Length], offset));

    // Behind the latent a code may hold more, the variances of a Gaussian one.
    private string Means(Signal code) => code.Features == model.Latent
        ? code.Tensor
        : graph.Add("Slice", [code.Tensor, graph.Integers(0), graph.Integers(model.Latent), graph.Integers(1)]);

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
