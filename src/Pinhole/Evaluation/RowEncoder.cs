using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Evaluation;

/// <summary>
/// Streams the rows of a dataset through a model's encoder and decoder, batch by batch. All evaluation uses this class,
/// so that every figure comes from the same inputs.
/// </summary>
/// <param name="model">A trained model.</param>
/// <param name="data">Rows of its width.</param>
/// <param name="drawSeed"> The seed of the zeros and ones drawn from the rows for a model with <see
/// cref="AutoencoderOptions.DynamicBinarization"/>; null to take the rows as they are. </param>
internal sealed class RowEncoder(Autoencoder model, Dataset data, ulong? drawSeed = null) : IDisposable
{
    private const int FloatsInABatch = 1 << 18;

    // Wide rows go together in a batch, so that they share one read of the weights.
    private const int MinimumRows = 16;
    private const int MaximumFloats = 1 << 22;

    private readonly Tape _tape = new(model.Parameters.Kernels, recording: false);
    private readonly ModelBatches _batches = Begin(model, data);
    private Batch _batch;
    private ulong _draws;

    /// <summary>The maximum number of rows of a batch.</summary>
    public static int BatchRows(int columns) =>
        Math.Clamp(Math.Max(FloatsInABatch / columns, Math.Min(MinimumRows, MaximumFloats / columns)), 1, 1024);

    /// <summary>The latents of all rows of a dataset; targets are ignored.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="rows">Rows of its width.</param>
    /// <param name="latents">Receives [rows, latent].</param>
    public static void Encode(Autoencoder model, Dataset rows, Span<float> latents)
    {
        model.RequireWidth(rows);
        float[] conditions = model.Conditions(rows);
        BatchLoader loader = new(rows, BatchRows(rows.Columns));
        loader.StartEpoch();
        for (int done = 0; loader.Next(out int count); done += count)
        {
            model.Encode(
                loader.Values,
                latents.Slice(done * model.Latent, count * model.Latent),
                conditions.AsSpan(done * model.ConditionSize, count * model.ConditionSize)
            );
        }
    }

    /// <summary>Goes to the next batch.</summary>
    /// <param name="rows">Its number of rows; 0 at the end.</param>
    /// <returns>False after the last batch.</returns>
    public bool Next(out int rows)
    {
        _tape.Rewind();
        bool loaded = _batches.Next(_tape, out _batch);
        rows = loaded ? _batch.Rows.Shape.Rows : 0;
        if (loaded && drawSeed is ulong seed)
            _batch = model.Binarization.Apply(_batch, seed, RandomStreams.EvaluationDraws + _draws++);
        return loaded;
    }

    /// <summary>The prepared rows, [batch, columns].</summary>
    public float[] Rows() => Read(_batch.Rows);

    /// <summary>The prepared targets, [batch, output columns].</summary>
    public float[] Targets() => Read(_batch.Targets);

    /// <summary>Their conditions, [batch, condition].</summary>
    public float[] Conditions() => _batch.Condition is Tensor condition ? Read(condition) : [];

    /// <summary>The codes, [batch, code].</summary>
    public float[] Code() => Read(model.Code(_batch.Rows, _batch.Condition, Pass.Inference(model.Parameters)));

    /// <summary>The latents of the rows, [batch, latent].</summary>
    public float[] Latents() => Read(model.Encode(_batch.Rows, _batch.Condition));

    /// <summary>How likely the rows are given the latents that stand for them, in nats, [batch].</summary>
    /// <param name="likelihood">The likelihood of the model's reconstructions.</param>
    public float[] LogProbabilities(Likelihood likelihood)
    {
        Pass pass = Pass.Inference(model.Parameters);
        Tensor output = model.Output(model.Encode(_batch.Rows, _batch.Condition), _batch, pass);
        return Read(likelihood.LogProbability(output, _batch, pass));
    }

    /// <summary>The outputs of each hidden layer of the encoder, [batch, features].</summary>
    public float[][] Hidden() => [.. model.Hidden(_batch.Rows, _batch.Condition).Select(Read)];

    public void Dispose() => _tape.Dispose();

    private static ModelBatches Begin(Autoencoder model, Dataset data)
    {
        ModelBatches batches = new(model, data, BatchRows(Math.Max(data.Columns, data.Output.Columns)));
        batches.StartEpoch();
        return batches;
    }

    private float[] Read(Tensor tensor)
    {
        float[] values = new float[tensor.Shape.Length];
        _tape.Read(tensor, values);
        return values;
    }
}
