using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Data.Writers;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Corruptions;

namespace Pinhole.ModelFiles;

/// <summary>
/// A trained model as one safetensors file: weights and fitted preprocessing as tensors; options, schema and format
/// version as text in its header. Any safetensors reader opens it. Loading executes nothing from the file, and checks
/// all sizes against the file's length before it allocates memory.
/// </summary>
public static class ModelFile
{
    private const string FormatKey = "format";
    private const string Format = "pinhole";
    private const string VersionKey = "version";
    private const int Version = 1;
    private const string OptionsKey = "options";
    private const string SchemaKey = "schema";
    private const string PreprocessorKey = "preprocessor";
    private const string TargetsKey = "targets.preprocessor";
    private const string ContextKey = "context.preprocessor";

    private static readonly string[] Preprocessing = [PreprocessorKey, TargetsKey, ContextKey];
    private static readonly string[] OwnKeys = [FormatKey, VersionKey, OptionsKey, SchemaKey, .. Preprocessing];

    // The prefixes of a model's own texts and tensors.
    private static readonly string[] OwnNames =
    [
        FormatKey,
        VersionKey,
        OptionsKey,
        SchemaKey,
        PreprocessorKey,
        "targets",
        "context",
        "encoder",
        "decoder",
        "bottleneck",
        "reconstruction",
    ];

    /// <summary>Writes a model atomically: on failure, the file is unchanged.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="attachments">Attachments with different names; null for none.</param>
    /// <exception cref="NotSupportedException">A piece of the model is not one of Pinhole's own, so a file cannot name
    /// it.</exception>
    /// <exception cref="ArgumentException">Two attachments share a name, or there are too many.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static void Write(Autoencoder model, string path, IEnumerable<Attachment>? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Attachment[] kept = [.. attachments ?? []];
        _ = new AttachmentList(kept);
        Dictionary<string, string> metadata = new()
        {
            [FormatKey] = Format,
            [VersionKey] = Version.ToString(CultureInfo.InvariantCulture),
            [OptionsKey] = OptionsText(model.Options),
            [SchemaKey] = JsonSerializer.Serialize(model.Schema, ModelJson.Default.Schema),
        };
        List<StoredTensor> tensors = [.. ParameterTensors.ToTensors(model.Parameters, model.Parameters.Values)];
        AddPreprocessor(PreprocessorKey, model.Preprocessor, metadata, tensors);
        if (model.Schema.Targets is not null)
            AddPreprocessor(TargetsKey, model.OutputPreprocessor, metadata, tensors);
        if (model.Options.Condition.Context)
            AddPreprocessor(ContextKey, model.ContextPreprocessor, metadata, tensors);
        foreach (Attachment attachment in kept)
        {
            if (attachment.Json is string json)
                metadata.Add(attachment.Name, json);
            tensors.AddRange(attachment.ToFile());
        }

        AtomicFile.Write(path, stream => SafetensorsFile.Write(stream, metadata, tensors));
    }

    /// <summary>
    /// Adds an attachment to a model file, or replaces the one with the same name. The model and all other attachments
    /// stay as they are.
    /// </summary>
    /// <param name="path">The file; it is replaced atomically.</param>
    /// <param name="attachment">The attachment.</param>
    /// <exception cref="InputException">The file does not exist, or is not a complete model of a known
    /// version.</exception>
    /// <exception cref="ArgumentException">There are too many attachments.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Access to the file is denied.</exception>
    public static void Attach(string path, Attachment attachment)
    {
        StoredModel stored = Open(path);
        using Autoencoder model = stored.Model;
        Write(model, path, stored.Attachments.With(attachment));
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The file does not exist, or is not a complete model of a known
    /// version.</exception>
    public static Autoencoder Read(string path, Kernels? kernels = null) => Open(path, kernels).Model;

    /// <summary>Reads a model with its attachments.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The file does not exist, or is not a complete model of a known
    /// version.</exception>
    public static StoredModel Open(string path, Kernels? kernels = null)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!IsModel(file))
            throw new InputException(
                $"{path} holds tensors but is not a model of Pinhole; give the model.safetensors of a run, or make a "
                    + "model of it with pinhole import"
            );
        if (Text(file, VersionKey, path) is string version && version != Version.ToString(CultureInfo.InvariantCulture))
            throw new InputException(
                $"{path} has format version {SafetensorsHeader.Quote(version)}, and this program reads version "
                    + $"{Version}; update Pinhole"
            );

        AutoencoderOptions options = Parse(file, OptionsKey, path, ModelJson.Default.AutoencoderOptions);
        Schema schema = Parse(file, SchemaKey, path, ModelJson.Default.Schema);
        // Older models have no corruption and no condition.
        options = options with
        {
            Corruption = options.Corruption ?? new NoCorruption(),
            Condition = options.Condition ?? Condition.None,
        };
        RequireWhole(options, path);
        RequireSound(schema, path);
        Preprocessor preprocessor = ReadPreprocessor(file, PreprocessorKey, schema, path);
        Preprocessor? targets = schema.Targets is null
            ? null
            : ReadPreprocessor(file, TargetsKey, schema.Targets, path);
        Preprocessor? context =
            !options.Condition.Context || schema.Context is null
                ? null
                : ReadPreprocessor(file, ContextKey, schema.Context, path);
        Autoencoder model = Named(path, () =>
            Autoencoder.Restore(options, schema, declarations => RequireTensors(file, declarations), kernels)
        );
        foreach (Parameter parameter in model.Parameters.Parameters)
        {
            file.Tensors[parameter.Name]
                .ForEachPart(
                    (start, values) =>
                    {
                        if (Fault(parameter, values) is string fault)
                        {
                            model.Dispose();
                            throw new InputException(
                                $"{path} is a model that cannot be used: its tensor {parameter.Name} holds {fault}; "
                                    + "the file is damaged"
                            );
                        }

                        model.Parameters.Kernels.Write(values, parameter.Value.Slice(start, values.Length));
                    }
                );
        }

        model.Preprocessor = preprocessor;
        if (targets is not null)
            model.OutputPreprocessor = targets;
        if (context is not null)
            model.ContextPreprocessor = context;

        HashSet<string> own = [.. model.Parameters.Parameters.Select(parameter => parameter.Name)];
        foreach (
            (string key, Preprocessor? fitted) in new[]
            {
                (PreprocessorKey, preprocessor),
                (TargetsKey, targets),
                (ContextKey, context),
            }
        )
            own.UnionWith((fitted?.Learned ?? []).Select(learned => $"{key}.{learned.Name}"));
        return new StoredModel(
            model,
            AttachmentList.FromFile(
                path,
                file.Metadata.Where(text => !OwnKeys.Contains(text.Key)).ToDictionary(),
                file.Tensors.Values.Where(tensor => !own.Contains(tensor.Name))
            )
        );
    }

    private static string OptionsText(AutoencoderOptions options)
    {
        try
        {
            return JsonSerializer.Serialize(options, ModelJson.Default.AutoencoderOptions);
        }
        catch (NotSupportedException exception)
        {
            throw new NotSupportedException(
                "The model cannot be written: a file can name Pinhole's own pieces alone, and "
                    + $"{options.Corruption.GetType().Name}, {options.Network.GetType().Name}, "
                    + $"{string.Concat(options.Regularizers.Select(regularizer => $"{regularizer.GetType().Name}, "))}"
                    + $"{options.Bottleneck.GetType().Name} or {options.Reconstruction!.GetType().Name} is not one; "
                    + $"write the weights with {nameof(SafetensorsFile)} instead.",
                exception
            );
        }
    }

    /// <summary>Whether a name belongs to the model itself.</summary>
    internal static bool IsOwn(string name) => OwnNames.Contains(name);

    /// <summary>Whether a file is marked as a model.</summary>
    internal static bool IsModel(SafetensorsFile file) =>
        file.Metadata.TryGetValue(FormatKey, out string? format) && format == Format;

    /// <summary>A shape as a file stores it.</summary>
    internal static long[] Sizes(Shape shape) => shape.Rank == 2 ? [shape.Rows, shape.Columns] : [shape.Rows];

    private static string Text(SafetensorsFile file, string key, string path) =>
        file.Metadata.TryGetValue(key, out string? text)
            ? text
            : throw new InputException($"{path} is a model without {key}; the file is damaged");

    private static T Parse<T>(
        SafetensorsFile file,
        string key,
        string path,
        System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type
    )
    {
        try
        {
            return JsonSerializer.Deserialize(Text(file, key, path), type)
                ?? throw new InputException($"{path} is a model with empty {key}; the file is damaged");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InputException(
                $"{path} is a model whose {key} cannot be read; the file is damaged, or made by a newer program",
                exception
            );
        }
    }

    /// <summary>
    /// The fault of the numbers of a parameter, or null. Of all statistics, only means may be negative; variances,
    /// shares and counts may not.
    /// </summary>
    internal static string? Fault(Parameter parameter, ReadOnlySpan<float> values)
    {
        if (!TensorPrimitives.IsFiniteAll(values))
            return "NaN or infinity";
        return
            parameter.IsStatistic
            && !parameter.Name.EndsWith(".mean", StringComparison.Ordinal)
            && TensorPrimitives.Min(values) < 0
            ? "numbers below 0"
            : null;
    }

    // Members that a file leaves out are null after reading, whatever their type and default.
    private static void RequireWhole(AutoencoderOptions options, string path)
    {
        if (
            options.Preset is null
            || options.Network is null
            || options.Bottleneck is null
            || options.Latent is null
            || options.Reconstruction is null
            || options.Preprocess is null
        )
            throw new InputException($"{path} is a model whose options lack a part; the file is damaged");
    }

    private static void RequireSound(Schema schema, string path)
    {
        bool sound =
            schema.Columns > 0
            && (
                schema.ColumnNames is null
                || (schema.ColumnNames.Count == schema.Columns && !schema.ColumnNames.Contains(null!))
            )
            && schema.ClassNames is not null
            && !schema.ClassNames.Contains(null!)
            && schema.Categories.All(category =>
                category is { Name: not null, Values: not null } && !category.Values.Contains(null!)
            )
            && (schema.Image is not ImageShape image || Fills(image, schema.Columns))
            && (!schema.IsOneHot || schema.ColumnNames is not null)
            && float.IsFinite(schema.Minimum)
            && float.IsFinite(schema.Maximum)
            && schema
                is {
                    Context: null or { Context: null, Targets: null },
                    Targets: null or { Context: null, Targets: null }
                };
        if (!sound)
            throw new InputException($"{path} is a model whose schema contradicts itself; the file is damaged");
        if (schema.Context is not null)
            RequireSound(schema.Context, path);
        if (schema.Targets is not null)
            RequireSound(schema.Targets, path);
    }

    private static bool Fills(ImageShape image, int columns) =>
        image is { Channels: > 0, Height: > 0, Width: > 0 }
        && (Int128)image.Channels * image.Height * image.Width == columns;

    // Messages about pieces do not name the file, so it is added here.
    private static T Named<T>(string path, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (InputException exception)
        {
            string reason = SafetensorsHeader.Quote(exception.Message)[1..^1];
            throw new InputException($"{path} is a model that cannot be used: {reason}", exception);
        }
    }

    private static void RequireTensors(SafetensorsFile file, IEnumerable<(string Name, Shape Shape)> declarations)
    {
        foreach ((string name, Shape shape) in declarations)
            RequireTensor(file, name, Sizes(shape));
    }

    private static StoredTensor RequireTensor(SafetensorsFile file, string name, long[] shape)
    {
        if (!file.Tensors.TryGetValue(name, out StoredTensor? tensor))
            throw new InputException($"its tensor {name} is missing; the file is damaged");
        if (!tensor.Shape.SequenceEqual(shape))
            throw new InputException(
                $"its tensor {name} has the shape [{string.Join(", ", tensor.Shape)}], but its options need "
                    + $"[{string.Join(", ", shape)}]; the file is damaged"
            );
        if (!tensor.Type.IsFloatingPoint())
            throw new InputException(
                $"its tensor {name} holds {tensor.Type}, not floating-point numbers; the file is damaged"
            );
        return tensor;
    }

    private static void AddPreprocessor(
        string key,
        Preprocessor preprocessor,
        Dictionary<string, string> metadata,
        List<StoredTensor> tensors
    )
    {
        metadata[key] = preprocessor.Name;
        foreach ((string name, float[] values) in preprocessor.Learned)
            tensors.Add(StoredTensor.FromFloats($"{key}.{name}", [values.Length], values.AsMemory()));
    }

    private static Preprocessor ReadPreprocessor(SafetensorsFile file, string key, Schema schema, string path) =>
        Named(path, () =>
            Preprocessors.Restore(Text(file, key, path), name =>
                RequireTensor(file, $"{key}.{name}", [schema.Columns]).ToFloats()
            )
        );
}
