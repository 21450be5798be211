using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Engine.Ops;
using Pinhole.Layers;

namespace Pinhole.Models;

/// <summary>
/// A model that writes a row as a few numbers, its latent, and reads the row back from them. The methods that take
/// spans may be called from any thread, prepare rows by themselves and allocate nothing once they are warm; those
/// that take tensors are what training runs on.
/// </summary>
public sealed class Autoencoder : IDisposable
{
    private static readonly NoPreprocessing Unprepared = new();

    private readonly Layer _encoder;
    private readonly Layer _decoder;
    private readonly InferenceSessions _sessions;
    private Preprocessor? _preprocessor;

    private Autoencoder(AutoencoderOptions options, Schema schema, ParameterSet parameters, Layer encoder, Layer decoder)
    {
        Options = options;
        Schema = schema;
        Parameters = parameters;
        _encoder = encoder;
        _decoder = decoder;
        _sessions = new InferenceSessions(parameters.Kernels, schema.Columns);
    }

    /// <summary>The pieces it was made from.</summary>
    public AutoencoderOptions Options { get; }

    /// <summary>What rows it takes.</summary>
    public Schema Schema { get; }

    /// <summary>Its weights.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>What is done to rows before they are encoded; fitted by training, nothing until then.</summary>
    public Preprocessor Preprocessor
    {
        get => _preprocessor ?? Unprepared;
        set => _preprocessor = value;
    }

    /// <summary>Whether <see cref="Preprocessor"/> has been fitted; weights that have learned need it to stay as it is.</summary>
    public bool IsPreprocessingFitted => _preprocessor is not null;

    /// <summary>Numbers in a row.</summary>
    public int Columns => Schema.Columns;

    /// <summary>Numbers in a latent.</summary>
    public int Latent => Options.Latent;

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
        (options, Layer encoder, Layer decoder) = Build(options, schema, plan);
        return new Autoencoder(options, schema, plan.Create(kernels ?? CpuKernels.Shared, seed), encoder, decoder);
    }

    /// <summary>Makes a model whose weights are all zero, to be filled from a file.</summary>
    /// <param name="options">Its pieces.</param>
    /// <param name="schema">What rows it takes.</param>
    /// <param name="check">Sees the weights' names and shapes before any is allocated, and may throw.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The options cannot work, or not with such rows.</exception>
    internal static Autoencoder Restore(
        AutoencoderOptions options, Schema schema, Action<IEnumerable<(string Name, Shape Shape)>> check, Kernels? kernels)
    {
        ParameterPlan plan = new();
        (options, Layer encoder, Layer decoder) = Build(options, schema, plan);
        check(plan.Declarations);
        return new Autoencoder(options, schema, plan.Allocate(kernels ?? CpuKernels.Shared), encoder, decoder);
    }

    /// <summary>
    /// Lets an untrained decoder begin at the mean of the training rows, by the bias of its last layer. Otherwise
    /// the first thing it learns is the mean, in steps so hasty that sparse images can leave every unit dead.
    /// A model that has begun to learn is left alone.
    /// </summary>
    /// <param name="mean">The mean of the prepared training rows, [columns].</param>
    /// <exception cref="ArgumentException">The mean has another width.</exception>
    public void StartAtMean(ReadOnlySpan<float> mean)
    {
        if (mean.Length != Columns)
            throw new ArgumentException($"The model has {Columns} columns, the mean {mean.Length}.", nameof(mean));
        if (_decoder.OutputBias(Parameters) is not Parameter bias || Parameters.Kernels.SumOfSquares(bias.Value) != 0)
            return;
        float[] start = new float[Columns];
        for (int column = 0; column < start.Length; column++)
            start[column] = (float)BeforeOutput(mean[column]);
        Parameters.Kernels.Write(start, bias.Value);
    }

    /// <summary>Fits the preprocessing that <see cref="AutoencoderOptions.Preprocess"/> names.</summary>
    /// <param name="train">The training rows alone.</param>
    public void FitPreprocessing(Dataset train) => Preprocessor = Preprocessors.Fit(Options.Preprocess, train);

    /// <summary>What the encoder makes of prepared rows.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <returns>[batch, latent].</returns>
    public Tensor Encode(Tensor rows) => Options.Bottleneck.Latent(_encoder.Forward(rows, Pass.Inference(Parameters)));

    /// <summary>What the decoder makes of latents.</summary>
    /// <param name="latents">[batch, latent].</param>
    /// <returns>Prepared rows, [batch, columns].</returns>
    public Tensor Decode(Tensor latents)
    {
        Tensor output = _decoder.Forward(latents, Pass.Inference(Parameters));
        return Options.Reconstruction.OnLogits ? output.Activate(Activation.Sigmoid) : output;
    }

    /// <summary>The loss of a batch: <c>reconstruction</c>, and what the other pieces add.</summary>
    /// <param name="rows">[batch, columns], prepared.</param>
    /// <param name="pass">What for: <see cref="Pass.Training"/> or <see cref="Pass.Evaluation"/>.</param>
    /// <param name="terms">Receives the terms, each a mean over the batch.</param>
    public void Loss(Tensor rows, Pass pass, LossTerms terms)
    {
        terms.Clear();
        Tensor code = _encoder.Forward(Options.Corruption.Apply(rows, pass), pass);
        Tensor latent = Options.Bottleneck.Forward(code, pass, terms);
        Tensor? weights = Options.Corruption.Weights(rows, pass);
        terms.Add("reconstruction", Cost(latent));
        if (Options.Bottleneck.AuxiliaryCost > 0 && pass.Kind == PassKind.Training)
        {
            Tensor? auxiliary = Options.Bottleneck.AuxiliaryLatent(code, latent, pass);
            terms.Add("auxiliary", auxiliary is Tensor other ? (float)Options.Bottleneck.AuxiliaryCost * Cost(other) : rows.Tape.Input([0f], Shape.Scalar));
        }

        Tensor Cost(Tensor latents)
        {
            Tensor output = _decoder.Forward(latents, pass);
            Tensor costs = weights is Tensor each ? Options.Reconstruction.WeightedLoss(output, rows, each) : Options.Reconstruction.Loss(output, rows);
            return costs.Mean();
        }
    }

    /// <summary>Writes rows as latents.</summary>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="latents">Receives [count, latent].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Encode(ReadOnlySpan<float> rows, Span<float> latents) => Run(rows, Columns, latents, Latent, Step.Prepare | Step.Encode);

    /// <summary>Reads rows back from latents.</summary>
    /// <param name="latents">[count, latent].</param>
    /// <param name="rows">Receives [count, columns], in the units of the data.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Decode(ReadOnlySpan<float> latents, Span<float> rows) => Run(latents, Latent, rows, Columns, Step.Decode | Step.Restore);

    /// <summary>Writes rows as latents and reads them back.</summary>
    /// <param name="rows">[count, columns], in the units of the data.</param>
    /// <param name="reconstructions">Receives [count, columns], in the same units; may be <paramref name="rows"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void Reconstruct(ReadOnlySpan<float> rows, Span<float> reconstructions) =>
        Run(rows, Columns, reconstructions, Columns, Step.Prepare | Step.Encode | Step.Decode | Step.Restore);

    /// <summary>The same for rows that <see cref="Preprocessor"/> has prepared already, and stay so.</summary>
    /// <param name="rows">[count, columns], prepared.</param>
    /// <param name="reconstructions">Receives [count, columns], prepared.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ReconstructPrepared(ReadOnlySpan<float> rows, Span<float> reconstructions) =>
        Run(rows, Columns, reconstructions, Columns, Step.Encode | Step.Decode);

    /// <summary>Gives the weights' memory back; no call may be under way.</summary>
    public void Dispose()
    {
        _sessions.Dispose();
        Parameters.Dispose();
    }

    [Flags]
    private enum Step
    {
        Prepare = 1,
        Encode = 2,
        Decode = 4,
        Restore = 8,
    }

    private static (AutoencoderOptions Options, Layer Encoder, Layer Decoder) Build(
        AutoencoderOptions options, Schema schema, ParameterPlan plan)
    {
        options.Validate();
        options = options with
        {
            Network = options.Network.Resolve(schema.Columns, options.Latent),
            Preprocess = Preprocessors.Resolve(options.Preprocess, schema),
        };
        (float, float)? range = Preprocessors.OutputRange(options.Preprocess, schema);
        if (options.Reconstruction.OnLogits && range is not (0f, 1f))
            throw new InputException("the bce loss needs data in [0, 1], but these go beyond; use --preprocess minmax, or another loss");
        Activation output = options.OutputActivation ?? range switch
        {
            _ when options.Reconstruction.OnLogits => Activation.Identity,
            (0f, 1f) => Activation.Sigmoid,
            (-1f, 1f) => Activation.Tanh,
            _ => Activation.Identity,
        };
        options = options with { Corruption = options.Corruption.Resolve(range) };
        Layer encoder = options.Network.BuildEncoder(plan, schema, options.Bottleneck.CodeSize(options.Latent));
        Layer decoder = options.Network.BuildDecoder(plan, schema, options.Latent, output);
        options.Bottleneck.Declare(plan, options.Latent);
        return (options with { OutputActivation = output }, encoder, decoder);
    }

    /// <summary>What the last activation turns into a value; held away from its limits, where nothing can be learned.</summary>
    private double BeforeOutput(double value)
    {
        const double Limit = 0.99;
        Activation output = Options.Reconstruction.OnLogits ? Activation.Sigmoid : Options.OutputActivation!.Value;
        return output switch
        {
            Activation.Sigmoid => 2 * Math.Atanh(Math.Clamp((2 * value) - 1, -Limit, Limit)),
            Activation.Tanh => Math.Atanh(Math.Clamp(value, -Limit, Limit)),
            Activation.Identity => value,
            _ => 0,
        };
    }

    private void Run(ReadOnlySpan<float> source, int sourceWidth, Span<float> target, int targetWidth, Step steps)
    {
        int count = source.Length / sourceWidth;
        if (source.Length != (long)count * sourceWidth)
            throw new ArgumentException($"The model takes rows of {sourceWidth} numbers; {source.Length} numbers are no whole rows.", nameof(source));
        if (target.Length != (long)count * targetWidth)
            throw new ArgumentException($"{count} rows need room for {(long)count * targetWidth} numbers, not {target.Length}.", nameof(target));

        InferenceSession session = _sessions.Rent();
        try
        {
            for (int first = 0; first < count; first += _sessions.ChunkRows)
            {
                int rows = Math.Min(_sessions.ChunkRows, count - first);
                RunChunk(
                    session,
                    source.Slice(first * sourceWidth, rows * sourceWidth),
                    target.Slice(first * targetWidth, rows * targetWidth),
                    rows,
                    steps);
            }
        }
        finally
        {
            _sessions.Return(session);
        }
    }

    private void RunChunk(InferenceSession session, ReadOnlySpan<float> source, Span<float> target, int rows, Step steps)
    {
        Tape tape = session.Tape;
        tape.Rewind();
        if ((steps & Step.Prepare) != 0 && Preprocessor is not NoPreprocessing)
        {
            Span<float> prepared = session.Rows(source.Length);
            source.CopyTo(prepared);
            for (int row = 0; row < rows; row++)
                Preprocessor.ApplyInPlace(prepared.Slice(row * Columns, Columns));
            source = prepared;
        }

        Tensor tensor = tape.Input(source, new Shape(rows, source.Length / rows));
        if ((steps & Step.Encode) != 0)
            tensor = Encode(tensor);
        if ((steps & Step.Decode) != 0)
            tensor = Decode(tensor);
        tape.Read(tensor, target);
        if ((steps & Step.Restore) != 0)
        {
            for (int row = 0; row < rows; row++)
                Preprocessor.InvertInPlace(target.Slice(row * Columns, Columns));
        }
    }
}
