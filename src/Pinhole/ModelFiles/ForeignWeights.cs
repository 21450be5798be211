using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles.Importing;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;

namespace Pinhole.ModelFiles;

/// <summary>
/// The weights of an autoencoder from another program: the state of a PyTorch network in a safetensors file. To become
/// a model, they need what the file does not say: sizes of images, activations and the last activation of the decoder.
/// </summary>
/// <remarks>
/// Layers are matched by shape and, among equal shapes, by name: encoder before decoder, mean before log-variance, then
/// by the numbers in the names. A normalization comes between a layer and its activation.
/// </remarks>
public sealed class ForeignWeights
{
    private readonly string _path;
    private readonly IReadOnlyList<ForeignLayer> _layers;

    // The inputs of the encoder's first layer: the columns of a row, or the channels of an image.
    private readonly long _inputs;

    private ForeignWeights(string path, IReadOnlyList<ForeignLayer> layers)
    {
        _path = path;
        _layers = layers;
        ForeignLayer[] linear = [.. layers.Where(layer => layer.Shape.Count == 2)],
            convolutions = [.. layers.Where(layer => layer.IsConvolution)];
        ForeignLayer first = convolutions.FirstOrDefault(LayerOrder.IsOfEncoder)
            ?? convolutions.FirstOrDefault()
            ?? linear.FirstOrDefault(LayerOrder.IsOfEncoder)
            ?? linear.FirstOrDefault()
            ?? throw new InputException("it has no linear layer; give the weights of an autoencoder");
        _inputs = first.Shape[1];
        HasConvolutions = convolutions.Length > 0;
    }

    /// <summary>Whether there are convolutions, which take images of any size.</summary>
    public bool HasConvolutions { get; }

    /// <summary>Reads the weights.</summary>
    /// <param name="path">A safetensors file, with numbers of 16, 32 or 64 bits.</param>
    /// <exception cref="InputException">The file does not exist, or holds other layers than linear layers, convolutions
    /// of images and normalizations.</exception>
    public static ForeignWeights Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        return ModelFile.IsModel(file)
            ? throw new InputException($"{path} is already a model of Pinhole; use it without import")
            : Named(path, () => new ForeignWeights(path, ForeignLayer.Group(file.Tensors.Values)));
    }

    /// <summary>Creates a model with the weights. There are no data, so nothing can be fitted.</summary>
    /// <param name="options">
    /// The pieces of the model. The preprocessing must be one that is not fitted; <c>auto</c> means none. <see
    /// cref="AutoencoderOptions.OutputActivation"/> is the last activation of the decoder; null means linear. If the
    /// loss takes logits, the decoder gives logits, and the loss adds the sigmoid.
    /// </param>
    /// <param name="schema">
    /// The schema of its rows; null for that of <see cref="RowsOf(AutoencoderOptions, ImageSize?)"/>, which needs the
    /// size of images for convolutions.
    /// </param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options need other layers than the file has, or something that weights do
    /// not have.</exception>
    public ImportedModel ToModel(AutoencoderOptions options, Schema? schema = null, Kernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = Complete(Decided(options));
        Preprocessor preprocessor = Preprocessors.Restore(options.Preprocess, _ =>
            throw new InputException(
                $"the preprocessing '{options.Preprocess}' is fitted to rows, and weights come without rows; leave it "
                    + "out, or choose one that is not fitted: none, library-size, log1p, clip, binarize"
            )
        );
        schema ??= RowsOf(options);

        Dictionary<ModelLayer, ForeignLayer[]> sources = [];
        Autoencoder model = Autoencoder.Restore(
            options,
            schema,
            declarations =>
                sources = Named(_path, () => Match(Wanted(declarations, options, schema), _layers, options.Bottleneck)),
            kernels
        );
        try
        {
            _ = Named(_path, () => Fill(model.Parameters, sources));
        }
        catch
        {
            model.Dispose();
            throw;
        }

        model.Preprocessor = preprocessor;
        return new ImportedModel(
            model,
            [
                .. sources.Select(source => new ImportedLayer(
                    source.Key.Name,
                    [.. source.Key.Shape],
                    [.. source.Value.Select(layer => layer.Name)]
                )),
            ]
        );
    }

    /// <summary>
    /// A schema with the number of columns and the range of values that a model's decoder gives, by its loss or else by
    /// <see cref="AutoencoderOptions.OutputActivation"/>.
    /// </summary>
    /// <param name="options">The pieces of the model.</param>
    /// <param name="images">The size of images; null for rows that are not images.</param>
    /// <exception cref="InputException">The first layer takes images and no size is given, or its rows are not images
    /// of this size.</exception>
    public Schema RowsOf(AutoencoderOptions options, ImageSize? images = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Activation output = options.OutputActivation ?? Activation.Identity;
        return RowsOf(Decided(options).Reconstruction!.OnLogits ? Activation.Sigmoid : output, images);
    }

    /// <summary>A schema with the number of columns and the range of values that a decoder gives.</summary>
    /// <param name="output">The last activation of the decoder.</param>
    /// <param name="images">The size of images; null for rows that are not images.</param>
    /// <exception cref="InputException">The first layer takes images and no size is given, or its rows are not images
    /// of this size.</exception>
    public Schema RowsOf(Activation output, ImageSize? images = null)
    {
        (float low, float high) = RangeOf(output);
        if (images is not ImageSize size)
        {
            return HasConvolutions
                ? throw new InputException(
                    $"{_path} cannot be imported: it has convolutions, which take images of any size; set "
                        + "their size, such as `ImageSize` 28x28"
                )
                : new Schema
                {
                    Columns = (int)_inputs,
                    Minimum = low,
                    Maximum = high,
                };
        }

        long pixels = (long)size.Width * size.Height,
            columns = HasConvolutions ? _inputs * pixels : _inputs;
        if (columns % pixels != 0 || columns > Array.MaxLength)
            throw new InputException(
                $"{_path} cannot be imported: its first layer takes {_inputs} numbers, which is not an image of "
                    + $"{size.Width}×{size.Height} pixels; give another `ImageSize`"
            );
        return new Schema
        {
            Columns = (int)columns,
            Minimum = low,
            Maximum = high,
            Image = new ImageShape((int)(columns / pixels), size.Height, size.Width),
        };
    }

    // Without a loss, the last activation decides; without both, rows are shares.
    private static AutoencoderOptions Decided(AutoencoderOptions options)
    {
        (float low, float high) = RangeOf(options.OutputActivation ?? Activation.Sigmoid);
        Schema schema = new()
        {
            Columns = 1,
            Minimum = low,
            Maximum = high,
        };
        return options with { Reconstruction = AutoencoderBuilder.ReconstructionFor(options, schema) };
    }

    private static (float Low, float High) RangeOf(Activation output) =>
        output switch
        {
            Activation.Sigmoid => (0f, 1f),
            Activation.Tanh => (-1f, 1f),
            _ => Schema.Unbounded,
        };

    // A loss on logits includes the activation, so the decoder must not have it too.
    private AutoencoderOptions Complete(AutoencoderOptions options)
    {
        if (HasConvolutions != options.Network.Convolutions is { Channels: null or { Count: > 0 } })
            throw new InputException(
                $"{_path} cannot be imported: it has "
                    + (
                        HasConvolutions
                            ? "convolutions; choose `Network` convolutional, with their channels as `Hidden`"
                            : "no convolutions; choose `Network` dense"
                    )
            );
        if (options.Network.LinearPaths is not null)
            throw new InputException("linear paths beside other layers cannot be imported; choose `Network` dense");
        options = options with { Network = options.Network.Closed };
        if (options.Network.Convolutions is { NormalizeImages: true })
            throw new InputException(
                "the normalization of whole images cannot be imported; choose `Normalization` batch, or leave it out"
            );
        if (options.Preprocess == Preprocessors.Auto)
            options = options with { Preprocess = "none" };
        if (options.Reconstruction!.MeanFunction is null)
            return options with { OutputActivation = options.OutputActivation ?? Activation.Identity };
        return
            options
                is { OutputActivation: null or Activation.Identity }
                    or { OutputActivation: Activation.Sigmoid, Reconstruction.MeanFunction: "sigmoid" }
            ? options with
            {
                OutputActivation = null,
            }
            : throw new InputException(
                "a loss on logits includes the last activation; leave `OutputActivation` "
                    + "out, or choose `Reconstruction` mse"
            );
    }

    private static IReadOnlyList<ModelLayer> Wanted(
        IEnumerable<(string Name, Shape Shape)> declarations,
        AutoencoderOptions options,
        Schema schema
    )
    {
        IReadOnlyList<ModelLayer> layers = ModelLayer.Group(declarations);
        int latent = AutoencoderBuilder.LatentFor(options, schema);
        return options.Network.Resolve(schema.Columns, latent).Convolutions is Convolutions network
            ? ImageLayers.Describe(layers, network, schema.Output.Image!.Value)
            : layers;
    }

    private static Dictionary<ModelLayer, ForeignLayer[]> Match(
        IReadOnlyList<ModelLayer> wanted,
        IReadOnlyList<ForeignLayer> found,
        Bottleneck bottleneck
    )
    {
        ModelLayer code = wanted.Last(layer => layer.IsOfEncoder);
        bool halves =
            bottleneck.HasGaussianCode
            && found.Count(layer => layer.Shape.SequenceEqual(code.Shape))
                < wanted.Count(layer => layer.Shape.SequenceEqual(code.Shape));
        ModelLayer[] parts = halves ? [.. code.Halves()] : [code];
        IReadOnlyDictionary<ModelLayer, ForeignLayer> matches = LayerMatching.Match(
            [.. wanted.SelectMany(layer => layer == code ? parts : [layer])],
            found
        );
        return wanted.ToDictionary(
            layer => layer,
            layer => layer == code ? [.. parts.Select(part => matches[part])] : new[] { matches[layer] }
        );
    }

    private static bool Fill(ParameterSet parameters, Dictionary<ModelLayer, ForeignLayer[]> sources)
    {
        Dictionary<string, float[]> numbers = [];
        foreach ((ModelLayer layer, ForeignLayer[] from) in sources)
        {
            foreach ((string part, string parameter) in layer.Parts)
                numbers.Add(parameter, layer.Numbers(part, from));
            if (
                from.SelectMany(source => source.Parts.Keys)
                    .FirstOrDefault(part => part != ForeignLayer.Bias && !layer.Parts.ContainsKey(part))
                is string unused
            )
                throw new InputException(
                    $"its layer {SafetensorsHeader.Quote(from[0].Name)} has a {unused}, which {layer.Name} of the "
                        + "model does not have; choose `Normalization` batch"
                );
        }

        // Pinhole has no bias before a batch normalization, so the bias is subtracted from its mean.
        foreach (ModelLayer layer in sources.Keys.Where(layer => !layer.Parts.ContainsKey(ForeignLayer.Bias)))
        {
            float[] mean = numbers[
                sources.Keys.Single(other => other.Name == layer.Name + ModelLayer.Normalization).Parts[
                    ForeignLayer.Mean
                ]
            ];
            float[] bias = layer.Numbers(ForeignLayer.Bias, sources[layer]);
            for (int i = 0; i < mean.Length; i++)
                mean[i] -= bias[i];
        }

        foreach (Parameter parameter in parameters.Parameters)
        {
            if (!numbers.TryGetValue(parameter.Name, out float[]? values))
                continue;
            if (ModelFile.Fault(parameter, values) is string fault)
                throw new InputException($"the weights for {parameter.Name} hold {fault}; give trained weights");
            parameters.Kernels.Write(values, parameter.Value);
        }

        return true;
    }

    // Messages about layers do not name the file, so it is added here.
    private static T Named<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (InputException exception)
        {
            throw new InputException($"{path} cannot be imported: {exception.Message}", exception);
        }
    }
}
