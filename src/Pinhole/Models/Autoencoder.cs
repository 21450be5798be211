using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;

namespace Pinhole.Models;

/// <summary>
/// A model that encodes a row as a few numbers, its latent, and decodes the row from them. Methods with spans can be
/// called from any thread, prepare rows themselves and allocate nothing after the first calls; training uses the
/// methods with tensors.
/// </summary>
public sealed class Autoencoder : IDisposable
{
    private static readonly NoPreprocessing Unprepared = new();

    private readonly SpanRunner _runner;
    private Preprocessor? _preprocessor;
    private Preprocessor? _outputPreprocessor;

    private Autoencoder(
        AutoencoderOptions options,
        Schema schema,
        ParameterSet parameters,
        Layer encoder,
        Layer decoder
    )
    {
        Options = options;
        Binarization = new DynamicBinarization(options.DynamicBinarization);
        Schema = schema;
        ConditionSize = options.Condition.Size(schema);
        Parameters = parameters;
        Layers = (encoder, decoder);
        _runner = new SpanRunner(this);
    }

    /// <summary>
    /// The pieces of the model. Settings that depend on the data are resolved: <see cref="AutoencoderOptions.Latent"/>,
    /// <see cref="AutoencoderOptions.Reconstruction"/>, preprocessing and the last activation are never null.
    /// </summary>
    public AutoencoderOptions Options { get; }

    /// <summary>The first step of each batch, in training and in evaluation.</summary>
    internal DynamicBinarization Binarization { get; }

    /// <summary>The schema of its rows.</summary>
    public Schema Schema { get; }

    /// <summary>Its weights.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>
    /// From rows to the code, and from latents to the input of the reconstruction loss; a condition is appended to both
    /// inputs.
    /// </summary>
    internal (Layer Encoder, Layer Decoder) Layers { get; }

    /// <summary>
    /// The preprocessing of rows before the encoder; training fits it, and before that it does nothing.
    /// </summary>
    public Preprocessor Preprocessor
    {
        get => _preprocessor ?? Unprepared;
        set => _preprocessor = value;
    }

    /// <summary>
    /// The preprocessing of the decoder's rows; the same as <see cref="Preprocessor"/> if the model reconstructs its
    /// own rows.
    /// </summary>
    public Preprocessor OutputPreprocessor
    {
        get => _outputPreprocessor ?? Preprocessor;
        set => _outputPreprocessor = value;
    }

    /// <summary>The preprocessing of context before it becomes part of a condition.</summary>
    public Preprocessor ContextPreprocessor { get; set; } = Unprepared;

    /// <summary>Whether <see cref="Preprocessor"/> has been fitted; trained weights need it unchanged.</summary>
    public bool IsPreprocessingFitted => _preprocessor is not null;

    /// <summary>The number of columns.</summary>
    public int Columns => Schema.Columns;

    /// <summary>
    /// The number of columns that the decoder gives: <see cref="Columns"/>, unless targets have another width.
    /// </summary>
    public int OutputColumns => Schema.Output.Columns;

    /// <summary>The size of a row's condition; 0 for a model without a condition.</summary>
    public int ConditionSize { get; }

    /// <summary>The size of a latent.</summary>
    public int Latent => Options.Latent!.Value;

    /// <summary>The reconstruction loss.</summary>
    public Reconstruction Reconstruction => Options.Reconstruction!;

    /// <summary>Creates a model with random weights.</summary>
    /// <param name="options">Its pieces.</param>
    /// <param name="schema">The schema of the training data.</param>
    /// <param name="seed">The seed of the initial weights.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options are invalid, or do not fit these data.</exception>
    public static Autoencoder Create(AutoencoderOptions options, Schema schema, ulong seed = 1, Kernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(schema);
        ParameterPlan plan = new();
        (options, Layer encoder, Layer decoder) = AutoencoderBuilder.Build(options, schema, plan);
        return new Autoencoder(
            options,
            schema,
            plan.Create(kernels ?? CpuKernels.Shared, seed, options.Initialization),
            encoder,
            decoder
        );
    }

    /// <summary>Creates a model with zero weights, which a file then fills.</summary>
    /// <param name="options">Its pieces.</param>
    /// <param name="schema">The schema of its rows.</param>
    /// <param name="check">Checks the names and shapes of weights before they are allocated; may throw.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options are invalid, or do not fit such rows.</exception>
    internal static Autoencoder Restore(
        AutoencoderOptions options,
        Schema schema,
        Action<IEnumerable<(string Name, Shape Shape)>> check,
        Kernels? kernels
    )
    {
        ParameterPlan plan = new();
        (options, Layer encoder, Layer decoder) = AutoencoderBuilder.Build(options, schema, plan);
        check(plan.Declarations);
        return new Autoencoder(options, schema, plan.Allocate(kernels ?? CpuKernels.Shared), encoder, decoder);
    }

    /// <summary>
    /// Sets the last bias of an untrained decoder so that it starts at the mean of the training rows. Otherwise the
    /// decoder first learns the mean, in steps so large that sparse images can leave all units dead. A trained model is
    /// not changed.
    /// </summary>
    /// <param name="mean">The mean of the prepared training targets, [output columns]; targets are usually the rows
    /// themselves.</param>
    /// <exception cref="ArgumentException">The mean has another width.</exception>
    public void StartAtMean(ReadOnlySpan<float> mean)
    {
        if (mean.Length != OutputColumns)
            throw new ArgumentException(
                $"The model gives {OutputColumns} columns, the mean has {mean.Length}.",
                nameof(mean)
            );
        if (
            Layers.Decoder.OutputBias(Parameters) is not Parameter bias
            || Parameters.Kernels.SumOfSquares(bias.Value) != 0
        )
            return;
        float[] start = new float[OutputColumns];
        for (int column = 0; column < start.Length; column++)
            start[column] = (float)BeforeOutput(mean[column]);
        Parameters.Kernels.Write(start, bias.Value);
    }

    /// <summary>Fits the preprocessing of rows, targets and context.</summary>
    /// <param name="train">The training rows.</param>
    public void FitPreprocessing(Dataset train)
    {
        Preprocessor = Preprocessors.Fit(Options.Preprocess, train);
        if (train.Targets is Dataset targets)
            OutputPreprocessor = Preprocessors.Fit(Options.PreprocessTargets ?? Options.Preprocess, targets);
        if (Options.Condition.Context && train.Context is Dataset context)
            ContextPreprocessor = Preprocessors.Fit("auto", context);
    }

    /// <summary>The conditions of rows, for the methods below.</summary>
    /// <param name="data">The rows, with labels or context if the model needs them.</param>
    /// <returns>[rows, condition]; empty for a model without a condition.</returns>
    /// <exception cref="InputException">The rows have no labels or no context, or an unknown class or
    /// width.</exception>
    public float[] Conditions(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ConditionRows rows = new(this, data);
        float[] conditions = RowArray.Allocate(data.Rows, ConditionSize);
        for (int row = 0; row < data.Rows && ConditionSize > 0; row++)
            rows.Write(row, conditions.AsSpan(row * ConditionSize, ConditionSize));
        return conditions;
    }

    /// <summary>The condition of a class or a context, for one row in the methods below.</summary>
    /// <param name="className">The class; null if the model needs none.</param>
    /// <param name="context">The context, in the units of the data; empty if the model needs none.</param>
    /// <returns>[condition]; empty for a model without a condition.</returns>
    /// <exception cref="InputException">A class or context is missing or unknown.</exception>
    public float[] ConditionOf(string? className, ReadOnlySpan<float> context = default) =>
        Options.Condition.Choose(Schema, ContextPreprocessor, className, context);

    /// <summary>
    /// Checks that rows fit the model: the same width, no missing numbers, and the targets or condition that it needs.
    /// </summary>
    /// <exception cref="InputException">The rows do not fit.</exception>
    public void RequireFit(Dataset data) => RowRequirements.RequireFit(this, data);

    /// <summary>Encodes prepared rows.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>[batch, latent].</returns>
    public Tensor Encode(Tensor rows, Tensor? condition = null) =>
        Options.Bottleneck.Latent(Code(rows, condition, Pass.Inference(Parameters)));

    /// <summary>Decodes latents.</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>Prepared rows, [batch, output columns].</returns>
    public Tensor Decode(Tensor latents, Tensor? condition = null) => Decode(latents, condition, null);

    /// <summary>Decodes latents of known rows.</summary>
    internal Tensor Decode(Tensor latents, Tensor? condition, Batch? batch)
    {
        Pass pass = Pass.Inference(Parameters);
        return Reconstruction.Mean(Output(latents, condition, pass), pass, batch);
    }

    /// <summary>The output of the encoder, before the bottleneck turns it into a latent.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <param name="pass">The pass.</param>
    /// <returns>[batch, code].</returns>
    internal Tensor Code(Tensor rows, Tensor? condition, Pass pass) =>
        Layers.Encoder.Forward(Join(Reconstruction.EncoderInput(rows), condition), pass);

    /// <summary>
    /// The output of the decoder for the reconstruction loss: logits if the loss takes them, and the additional
    /// features that the loss needs.
    /// </summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <param name="pass">The pass.</param>
    /// <returns>[batch, output columns] or more.</returns>
    internal Tensor Output(Tensor latents, Tensor? condition, Pass pass) =>
        Layers.Decoder.Forward(Join(latents, condition), pass);

    /// <summary>The output of each hidden layer of the encoder, input side first.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>[batch, features] of each.</returns>
    internal IReadOnlyList<Tensor> Hidden(Tensor rows, Tensor? condition)
    {
        List<Tensor> outputs = [];
        foreach (Layer layer in Layers.Encoder.Hidden)
            outputs.Add(
                layer.Forward(
                    outputs.Count == 0 ? Join(Reconstruction.EncoderInput(rows), condition) : outputs[^1],
                    Pass.Inference(Parameters)
                )
            );
        return outputs;
    }

    /// <summary>The loss of a batch: <c>reconstruction</c>, and the terms of the other pieces.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="pass">The pass: <see cref="Pass.Training"/> or <see cref="Pass.Evaluation"/>.</param>
    /// <param name="terms">Receives the terms, each a mean over the batch.</param>
    public void Loss(Batch batch, Pass pass, LossTerms terms)
    {
        terms.Clear();
        batch = Binarization.Apply(batch, pass);
        Tensor input = Options.Corruption.Apply(batch.Rows, pass),
            code = Code(input, batch.Condition, pass);
        batch = batch with { Weights = Options.Corruption.Weights(batch.Rows, pass) };
        Options.Bottleneck.Loss(this, code, batch, pass, terms);
        for (int i = 0; i < Options.Regularizers.Count; i++)
        {
            Regularizer regularizer = Options.Regularizers[i];
            terms.Add(
                regularizer.Term,
                (float)regularizer.Weight * regularizer.Penalty(this, batch with { Rows = input }, code, pass)
            );
        }
    }

    /// <summary>The reconstruction loss of latents of a batch.</summary>
    /// <param name="latents">[batch, latent], or several latents for each row, one after another.</param>
    /// <param name="batch">The batch, with targets and condition.</param>
    /// <param name="pass">The pass.</param>
    /// <returns>One number for each latent.</returns>
    public Tensor Cost(Tensor latents, Batch batch, Pass pass) =>
        Reconstruction.Loss(Output(latents, batch, pass), batch, pass);

    /// <summary>
    /// The output of the decoder for latents of a batch, one or several for each row, one after another.
    /// </summary>
    internal Tensor Output(Tensor latents, Batch batch, Pass pass)
    {
        int times = latents.Shape.Rows / batch.Rows.Shape.Rows;
        Tensor? condition = times > 1 && batch.Condition is Tensor told ? told.RepeatRows(times) : batch.Condition;
        return Output(latents, condition, pass);
    }

    /// <summary>Encodes rows as latents.</summary>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="latents">Receives [count, latent].</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="Conditions"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Encode(ReadOnlySpan<float> rows, Span<float> latents, ReadOnlySpan<float> conditions = default) =>
        _runner.Run(rows, Columns, latents, Latent, conditions, InferenceSteps.Prepare | InferenceSteps.Encode);

    /// <summary>Decodes latents to rows.</summary>
    /// <param name="latents">[count, latent].</param>
    /// <param name="rows">Receives [count, output columns], in the units of the data.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="ConditionOf"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Decode(ReadOnlySpan<float> latents, Span<float> rows, ReadOnlySpan<float> conditions = default) =>
        _runner.Run(latents, Latent, rows, OutputColumns, conditions, InferenceSteps.Decode | InferenceSteps.Restore);

    /// <summary>Encodes rows and decodes them again.</summary>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="reconstructions">Receives [count, output columns], in the same units; may be <paramref
    /// name="rows"/>.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="Conditions"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Reconstruct(
        ReadOnlySpan<float> rows,
        Span<float> reconstructions,
        ReadOnlySpan<float> conditions = default
    ) => _runner.Run(rows, Columns, reconstructions, OutputColumns, conditions, InferenceSteps.All);

    /// <summary>
    /// The same for rows that <see cref="Preprocessor"/> has already prepared; the results stay prepared.
    /// </summary>
    /// <param name="rows">[count, columns], prepared.</param>
    /// <param name="reconstructions">Receives [count, output columns], prepared.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="Conditions"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void ReconstructPrepared(
        ReadOnlySpan<float> rows,
        Span<float> reconstructions,
        ReadOnlySpan<float> conditions = default
    ) =>
        _runner.Run(
            rows,
            Columns,
            reconstructions,
            OutputColumns,
            conditions,
            InferenceSteps.Encode | InferenceSteps.Decode
        );

    /// <summary>Releases the weights' memory; no other call may be running.</summary>
    public void Dispose()
    {
        _runner.Dispose();
        Parameters.Dispose();
    }

    private static Tensor Join(Tensor tensor, Tensor? condition) =>
        condition is Tensor joined ? tensor.Concat(joined) : tensor;

    /// <summary>
    /// The inverse of the last activation; values stay away from its limits, where gradients are zero.
    /// </summary>
    private double BeforeOutput(double value)
    {
        const double Limit = 0.99;
        return Options.OutputActivation!.Value switch
        {
            _ when Reconstruction.MeanFunction is not null => Reconstruction.Link(value),
            Activation.Sigmoid => BernoulliReconstruction.LogOdds(value),
            Activation.Tanh => Math.Atanh(Math.Clamp(value, -Limit, Limit)),
            Activation.Identity => value,
            _ => 0,
        };
    }
}
