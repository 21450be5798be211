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
/// The weights of an autoencoder that another program has trained, as PyTorch's state of a network in a safetensors
/// file. They become a model once it is said what the file does not say: sizes of layers and of images, activations and
/// what the decoder ends in.
/// </summary>
/// <remarks>
/// Layers are found by their shapes and, where several have the same, by their names: encoder before decoder, mean
/// before log-variance, and by the numbers in the names. A normalization stands between a layer and its activation.
/// </remarks>
public sealed class ForeignWeights
{
    private readonly string _path;
    private readonly IReadOnlyList<ForeignLayer> _layers;

    // Numbers in a row, or the channels of an image: what the first layer of the encoder takes.
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

    /// <summary>Whether there are convolutions among the layers, which take images of any size.</summary>
    public bool HasConvolutions { get; }

    /// <summary>Reads the weights.</summary>
    /// <param name="path">A safetensors file; numbers of 16, 32 and 64 bits are taken.</param>
    /// <exception cref="InputException">There is no such file, or it holds something else than linear layers,
    /// convolutions of images and normalizations.</exception>
    public static ForeignWeights Read(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        return ModelFile.IsModel(file)
            ? throw new InputException($"{path} is a model of Pinhole already; use it as it is")
            : Named(path, () => new ForeignWeights(path, ForeignLayer.Group(file.Tensors.Values)));
    }

    /// <summary>
    /// Makes a model of the weights. It has not seen any data, so nothing in it may need to be fitted.
    /// </summary>
    /// <param name="options">
    /// Its pieces. Its preprocessing must be one that learns nothing; <c>auto</c> stands for none. Its
    /// <see cref="AutoencoderOptions.OutputActivation"/> is what the decoder ends in, linear where it is null; where
    /// the loss takes logits, the decoder gives these, and a sigmoid behind them is the loss's own.
    /// </param>
    /// <param name="schema">
    /// What rows it takes; null for those of <see cref="RowsOf(AutoencoderOptions, ImageSize?)"/>, which convolutions
    /// need to be told the size of.
    /// </param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options need other layers than there are, or something that is not in
    /// weights.</exception>
    public ImportedModel ToModel(AutoencoderOptions options, Schema? schema = null, Kernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options = Complete(Decided(options));
        Preprocessor preprocessor = Preprocessors.Restore(options.Preprocess, _ =>
            throw new InputException(
                $"the preprocessing '{options.Preprocess}' learns from rows, and weights come without any; leave it "
                    + "out, or take one that learns nothing: none, library-size, log1p, clip, binarize"
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
    /// Rows of which nothing is known but how many numbers they have and what the decoder of a model gives: what its
    /// loss makes of it, or else its <see cref="AutoencoderOptions.OutputActivation"/>.
    /// </summary>
    /// <param name="options">The pieces of the model.</param>
    /// <param name="images">How large the images are; null for rows that are none.</param>
    /// <exception cref="InputException">The first layer takes images, whose size is not given, or rows that are no
    /// images of this size.</exception>
    public Schema RowsOf(AutoencoderOptions options, ImageSize? images = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        Activation output = options.OutputActivation ?? Activation.Identity;
        return RowsOf(Decided(options).Reconstruction!.OnLogits ? Activation.Sigmoid : output, images);
    }

    /// <summary>Rows of which nothing is known but how many numbers they have and what a decoder can give.</summary>
    /// <param name="output">What the decoder ends in.</param>
    /// <param name="images">How large the images are; null for rows that are none.</param>
    /// <exception cref="InputException">The first layer takes images, whose size is not given, or rows that are no
    /// images of this size.</exception>
    public Schema RowsOf(Activation output, ImageSize? images = null)
    {
        (float low, float high) = RangeOf(output);
        if (images is not ImageSize size)
        {
            return HasConvolutions
                ? throw new InputException(
                    $"{_path} cannot be imported: it has convolutions, which take images of any size; say how large "
                        + "they are, such as `ImageSize` 28x28"
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
                $"{_path} cannot be imported: its first layer takes {_inputs} numbers, and these are no images of "
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

    // Where no loss is named, the one for rows that the last activation gives; shares where neither is named.
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

    // A loss that takes logits has the activation behind them, so that the decoder must not have it too.
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
                "a loss that takes logits has an activation of its own behind the decoder; leave `OutputActivation` "
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
                    $"its layer {SafetensorsHeader.Quote(from[0].Name)} has a {unused}, for which {layer.Name} of the "
                        + "model has no place; choose `Normalization` batch"
                );
        }

        // A bias before the normalization of a batch shifts its mean, and ours have none there.
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
                throw new InputException(
                    $"what is to become {parameter.Name} holds {fault}; give weights that have been trained"
                );
            parameters.Kernels.Write(values, parameter.Value);
        }

        return true;
    }

    // Messages about layers do not know which file these came out of.
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
