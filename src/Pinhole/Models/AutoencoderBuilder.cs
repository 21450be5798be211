using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Models;

/// <summary>
/// Builds a model from its options and the schema of its data: it resolves settings that depend on the data, and
/// declares the layers and their parameters.
/// </summary>
internal static class AutoencoderBuilder
{
    /// <summary>The default latent has an eighth of the columns, within these limits.</summary>
    private const int MinimumLatent = 2;
    private const int MaximumLatent = 32;

    /// <summary>Builds a model.</summary>
    /// <param name="options">The pieces.</param>
    /// <param name="schema">The schema of the training rows.</param>
    /// <param name="plan">Collects the parameters.</param>
    /// <returns>The resolved options, and the layers.</returns>
    /// <exception cref="InputException">The options are invalid, or do not fit these data.</exception>
    public static (AutoencoderOptions Options, Layer Encoder, Layer Decoder) Build(
        AutoencoderOptions options,
        Schema schema,
        ParameterPlan plan
    )
    {
        options.Validate();
        int latent = LatentFor(options, schema);
        Reconstruction reconstruction = ReconstructionFor(options, schema);
        options = options with
        {
            Latent = latent,
            Network = options
                .Network.Choose(options with { Reconstruction = reconstruction }, schema)
                .Resolve(schema.Columns, latent),
            Preprocess = Preprocessors.Resolve(
                options.Preprocess == Preprocessors.Auto && schema is { Targets: null, Missing: 0 }
                    ? reconstruction.PreprocessTargets ?? options.Preprocess
                    : options.Preprocess,
                schema
            ),
            PreprocessTargets = schema.Targets is null
                ? null
                : Preprocessors.Resolve(
                    reconstruction.PreprocessTargets ?? options.PreprocessTargets ?? options.Preprocess,
                    schema.Targets
                ),
        };
        (float, float)? inputRange = Preprocessors.OutputRange(options.Preprocess, schema);
        (float, float)? range = schema.Targets is null
            ? inputRange
            : Preprocessors.OutputRange(options.PreprocessTargets!, schema.Targets);
        reconstruction.RequireRange(range);
        new DynamicBinarization(options.DynamicBinarization).RequireFit(schema, options.Preprocess);
        if (options.Corruption.WeighsErrors && !reconstruction.TakesWeights)
            throw new InputException(
                "this loss cannot weight corrupted numbers differently; leave `Emphasis` out, "
                    + "or choose another `Reconstruction`"
            );
        if (schema.Targets is not null && options.Corruption.WeighsErrors)
            throw new InputException(
                "with `Targets`, errors of corrupted numbers cannot have a weight of their own; leave "
                    + "`Emphasis` out, or `Targets`"
            );
        Activation output = options.OutputActivation
            ?? options.Network.Output
            ?? range switch
            {
                _ when reconstruction.MeanFunction is not null => Activation.Identity,
                (0f, 1f) => Activation.Sigmoid,
                (-1f, 1f) => Activation.Tanh,
                _ => Activation.Identity,
            };
        reconstruction = reconstruction.Resolve(schema.Output, options.PreprocessTargets ?? options.Preprocess);
        options = options with
        {
            Corruption = options.Corruption.Resolve(inputRange),
            Reconstruction = reconstruction,
            OutputActivation = output,
        };
        int condition = options.Condition.Size(schema);
        Layer encoder = options.Network.BuildEncoder(plan, schema, options.Bottleneck.CodeSize(latent), condition);
        Layer decoder = options.Network.BuildDecoder(plan, schema.Output, checked(latent + condition), output);
        decoder = reconstruction.Extend(decoder, condition, plan);
        options.Bottleneck.Declare(plan, latent);
        return (options, encoder, decoder);
    }

    /// <summary>The size of the latent.</summary>
    /// <param name="options">The pieces.</param>
    /// <param name="schema">The schema of the training rows.</param>
    public static int LatentFor(AutoencoderOptions options, Schema schema) =>
        options.Latent ?? Math.Clamp(schema.Columns / 8, MinimumLatent, MaximumLatent);

    /// <summary>
    /// The default reconstruction loss: categorical for classes, Bernoulli for a Gaussian bottleneck on prepared rows
    /// in [0, 1], otherwise the squared error.
    /// </summary>
    /// <param name="options">The pieces.</param>
    /// <param name="schema">The schema of the training rows.</param>
    public static Reconstruction ReconstructionFor(AutoencoderOptions options, Schema schema)
    {
        if (options.Reconstruction is Reconstruction chosen)
            return chosen;
        if (schema.Targets is { IsOneHot: true })
            return new CategoricalReconstruction();
        string preprocess = schema.Targets is null
            ? options.Preprocess
            : options.PreprocessTargets ?? options.Preprocess;
        return options.Bottleneck.HasGaussianCode && Preprocessors.OutputRange(preprocess, schema.Output) is (0f, 1f)
            ? new BernoulliReconstruction()
            : new SquaredErrorReconstruction();
    }
}
