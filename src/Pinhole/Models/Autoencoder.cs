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
/// A model that writes a row as a few numbers, its latent, and reads the row back from them. The methods that take
/// spans may be called from any thread, prepare rows by themselves and allocate nothing once they are warm; those
/// that take tensors are what training runs on.
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
    /// The pieces it was made from. What was left to the data is decided: <see cref="AutoencoderOptions.Latent"/>, <see
    /// cref="AutoencoderOptions.Reconstruction"/>, preprocessing and the last activation are never null.
    /// </summary>
    public AutoencoderOptions Options { get; }

    /// <summary>The first step of a batch in training and where its loss is measured.</summary>
    internal DynamicBinarization Binarization { get; }

    /// <summary>What rows it takes.</summary>
    public Schema Schema { get; }

    /// <summary>Its weights.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>
    /// From rows to the code, and from latents to what the reconstruction loss takes; conditions stand behind both.
    /// </summary>
    internal (Layer Encoder, Layer Decoder) Layers { get; }

    /// <summary>What is done to rows before they are encoded; fitted by training, nothing until then.</summary>
    public Preprocessor Preprocessor
    {
        get => _preprocessor ?? Unprepared;
        set => _preprocessor = value;
    }

    /// <summary>
    /// What is done to rows that the decoder gives; as <see cref="Preprocessor"/> where these are rows like those it
    /// takes.
    /// </summary>
    public Preprocessor OutputPreprocessor
    {
        get => _outputPreprocessor ?? Preprocessor;
        set => _outputPreprocessor = value;
    }

    /// <summary>What is done to context before it becomes part of a condition.</summary>
    public Preprocessor ContextPreprocessor { get; set; } = Unprepared;

    /// <summary>
    /// Whether <see cref="Preprocessor"/> has been fitted; weights that have learned need it to stay as it is.
    /// </summary>
    public bool IsPreprocessingFitted => _preprocessor is not null;

    /// <summary>Numbers in a row.</summary>
    public int Columns => Schema.Columns;

    /// <summary>
    /// Numbers in a row that the decoder gives: as many as <see cref="Columns"/>, unless targets were of another width.
    /// </summary>
    public int OutputColumns => Schema.Output.Columns;

    /// <summary>Numbers in the condition of a row; 0 for a model without a condition.</summary>
    public int ConditionSize { get; }

    /// <summary>Numbers in a latent.</summary>
    public int Latent => Options.Latent!.Value;

    /// <summary>What a reconstruction costs.</summary>
    public Reconstruction Reconstruction => Options.Reconstruction!;

    /// <summary>Makes a model with random weights.</summary>
    /// <param name="options">Its pieces.</param>
    /// <param name="schema">What rows it will take: the schema of the training data.</param>
    /// <param name="seed">Where its weights start from.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options cannot work, or not with these data.</exception>
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

    /// <summary>Makes a model whose weights are all zero, to be filled from a file.</summary>
    /// <param name="options">Its pieces.</param>
    /// <param name="schema">What rows it takes.</param>
    /// <param name="check">Sees the weights' names and shapes before any is allocated, and may throw.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options cannot work, or not with such rows.</exception>
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
    /// Lets an untrained decoder begin at the mean of the training rows, by the bias of its last layer. Otherwise
    /// the first thing it learns is the mean, in steps so hasty that sparse images can leave every unit dead.
    /// A model that has begun to learn is left alone.
    /// </summary>
    /// <param name="mean">The mean of the prepared targets of training, [output columns]: mostly of the rows
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

    /// <summary>Fits the preprocessing that the options name: of rows, of targets and of context.</summary>
    /// <param name="train">The training rows alone.</param>
    public void FitPreprocessing(Dataset train)
    {
        Preprocessor = Preprocessors.Fit(Options.Preprocess, train);
        if (train.Targets is Dataset targets)
            OutputPreprocessor = Preprocessors.Fit(Options.PreprocessTargets ?? Options.Preprocess, targets);
        if (Options.Condition.Context && train.Context is Dataset context)
            ContextPreprocessor = Preprocessors.Fit("auto", context);
    }

    /// <summary>The conditions of rows, as the methods below take them.</summary>
    /// <param name="data">The rows, with the labels or the context that the model was trained with.</param>
    /// <returns>[rows, condition]; empty for a model without a condition.</returns>
    /// <exception cref="InputException">The rows lack labels or context, or have a class or a width that the model does
    /// not know.</exception>
    public float[] Conditions(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ConditionRows rows = new(this, data);
        float[] conditions = RowArray.Allocate(data.Rows, ConditionSize);
        for (int row = 0; row < data.Rows && ConditionSize > 0; row++)
            rows.Write(row, conditions.AsSpan(row * ConditionSize, ConditionSize));
        return conditions;
    }

    /// <summary>The condition of a class, or of a context, as the methods below take it for one row.</summary>
    /// <param name="className">The class; null where the model takes none.</param>
    /// <param name="context">Its context, in the units of the data; empty where the model takes none.</param>
    /// <returns>[condition]; empty for a model without a condition.</returns>
    /// <exception cref="InputException">The model takes a class or a context and is given none, or does not know
    /// it.</exception>
    public float[] ConditionOf(string? className, ReadOnlySpan<float> context = default) =>
        Options.Condition.Choose(Schema, ContextPreprocessor, className, context);

    /// <summary>
    /// Refuses rows that do not fit: of another width, with missing numbers, or without the targets or the condition
    /// that the model was trained with.
    /// </summary>
    /// <exception cref="InputException">They do not fit.</exception>
    public void RequireFit(Dataset data) => RowRequirements.RequireFit(this, data);

    /// <summary>What the encoder makes of prepared rows.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>[batch, latent].</returns>
    public Tensor Encode(Tensor rows, Tensor? condition = null) =>
        Options.Bottleneck.Latent(Code(rows, condition, Pass.Inference(Parameters)));

    /// <summary>What the decoder makes of latents.</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <returns>Prepared rows, [batch, output columns].</returns>
    public Tensor Decode(Tensor latents, Tensor? condition = null) => Decode(latents, condition, null);

    /// <summary>What the decoder makes of latents, where it is known which rows they were written from.</summary>
    internal Tensor Decode(Tensor latents, Tensor? condition, Batch? batch)
    {
        Pass pass = Pass.Inference(Parameters);
        return Reconstruction.Mean(Output(latents, condition, pass), pass, batch);
    }

    /// <summary>What the encoder gives before the bottleneck makes a latent of it.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <param name="pass">What for.</param>
    /// <returns>[batch, code].</returns>
    internal Tensor Code(Tensor rows, Tensor? condition, Pass pass) =>
        Layers.Encoder.Forward(Join(Reconstruction.EncoderInput(rows), condition), pass);

    /// <summary>
    /// What the decoder gives to the reconstruction loss: logits where that takes them, and what else it asked for.
    /// </summary>
    /// <param name="latents">[batch, latent].</param>
    /// <param name="condition">[batch, condition] for a conditional model.</param>
    /// <param name="pass">What for.</param>
    /// <returns>[batch, output columns] or more.</returns>
    internal Tensor Output(Tensor latents, Tensor? condition, Pass pass) =>
        Layers.Decoder.Forward(Join(latents, condition), pass);

    /// <summary>What each hidden layer of the encoder gives, input side first.</summary>
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

    /// <summary>The loss of a batch: <c>reconstruction</c>, and what the other pieces add.</summary>
    /// <param name="batch">The rows.</param>
    /// <param name="pass">What for: <see cref="Pass.Training"/> or <see cref="Pass.Evaluation"/>.</param>
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

    /// <summary>What latents cost as reconstructions of a batch.</summary>
    /// <param name="latents">[batch, latent], or several latents for each row, one after another.</param>
    /// <param name="batch">Has the targets and the condition.</param>
    /// <param name="pass">What for.</param>
    /// <returns>One number for each latent.</returns>
    public Tensor Cost(Tensor latents, Batch batch, Pass pass) =>
        Reconstruction.Loss(Output(latents, batch, pass), batch, pass);

    /// <summary>
    /// What the decoder gives for latents of a batch, one or several for each row, one after another.
    /// </summary>
    internal Tensor Output(Tensor latents, Batch batch, Pass pass)
    {
        int times = latents.Shape.Rows / batch.Rows.Shape.Rows;
        Tensor? condition = times > 1 && batch.Condition is Tensor told ? told.RepeatRows(times) : batch.Condition;
        return Output(latents, condition, pass);
    }

    /// <summary>Writes rows as latents.</summary>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="latents">Receives [count, latent].</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="Conditions"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Encode(ReadOnlySpan<float> rows, Span<float> latents, ReadOnlySpan<float> conditions = default) =>
        _runner.Run(rows, Columns, latents, Latent, conditions, InferenceSteps.Prepare | InferenceSteps.Encode);

    /// <summary>Reads rows back from latents.</summary>
    /// <param name="latents">[count, latent].</param>
    /// <param name="rows">Receives [count, output columns], in the units of the data.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="ConditionOf"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Decode(ReadOnlySpan<float> latents, Span<float> rows, ReadOnlySpan<float> conditions = default) =>
        _runner.Run(latents, Latent, rows, OutputColumns, conditions, InferenceSteps.Decode | InferenceSteps.Restore);

    /// <summary>Writes rows as latents and reads them back.</summary>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="reconstructions">Receives [count, output columns], in the same units; may be <paramref
    /// name="rows"/>.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="Conditions"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Reconstruct(
        ReadOnlySpan<float> rows,
        Span<float> reconstructions,
        ReadOnlySpan<float> conditions = default
    ) => _runner.Run(rows, Columns, reconstructions, OutputColumns, conditions, InferenceSteps.All);

    /// <summary>The same for rows that <see cref="Preprocessor"/> has prepared already, and stay so.</summary>
    /// <param name="rows">[count, columns], prepared.</param>
    /// <param name="reconstructions">Receives [count, output columns], prepared.</param>
    /// <param name="conditions">[count, condition] for a conditional model: see <see cref="Conditions"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
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

    /// <summary>Gives the weights' memory back; no call may be under way.</summary>
    public void Dispose()
    {
        _runner.Dispose();
        Parameters.Dispose();
    }

    private static Tensor Join(Tensor tensor, Tensor? condition) =>
        condition is Tensor joined ? tensor.Concat(joined) : tensor;

    /// <summary>
    /// What the last activation turns into a value; held away from its limits, where nothing can be learned.
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
