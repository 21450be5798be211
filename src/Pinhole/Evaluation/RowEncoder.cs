using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;

namespace Pinhole.Evaluation;

/// <summary>
/// Streams the rows of a dataset through a model's encoder and decoder, batch by batch: the one place where evaluation
/// says what a model is given.
/// </summary>
/// <param name="model">A trained model.</param>
/// <param name="data">Rows of its width.</param>
/// <param name="drawSeed">
/// Where the zeros and ones come from that stand for the rows of a model with <see
/// cref="AutoencoderOptions.DynamicBinarization"/>; null for the rows as they are.
/// </param>
internal sealed class RowEncoder(Autoencoder model, Dataset data, ulong? drawSeed = null) : IDisposable
{
    private const int FloatsInABatch = 1 << 18;

    // Wide rows share the reading of the weights, which are as wide.
    private const int LeastRows = 16;
    private const int MostFloats = 1 << 22;

    private readonly Tape _tape = new(model.Parameters.Kernels, recording: false);
    private readonly ModelBatches _batches = Begin(model, data);
    private Batch _batch;
    private ulong _draws;

    /// <summary>The most rows that a batch has.</summary>
    public static int BatchRows(int columns) =>
        Math.Clamp(Math.Max(FloatsInABatch / columns, Math.Min(LeastRows, MostFloats / columns)), 1, 1024);

    /// <summary>The latents of all rows of a dataset, whose targets do not matter.</summary>
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
    /// <param name="rows">How many rows it has; 0 at the end.</param>
    /// <returns>False when all rows have been.</returns>
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

    /// <summary>What they are to become, [batch, output columns], prepared.</summary>
    public float[] Targets() => Read(_batch.Targets);

    /// <summary>What the model is told of them, [batch, condition].</summary>
    public float[] Conditions() => _batch.Condition is Tensor condition ? Read(condition) : [];

    /// <summary>What the encoder gives, [batch, code].</summary>
    public float[] Code() => Read(model.Code(_batch.Rows, _batch.Condition, Pass.Inference(model.Parameters)));

    /// <summary>The latents that stand for the rows, [batch, latent].</summary>
    public float[] Latents() => Read(model.Encode(_batch.Rows, _batch.Condition));

    /// <summary>How likely the rows are given the latents that stand for them, in nats, [batch].</summary>
    /// <param name="likelihood">That of the model.</param>
    public float[] LogProbabilities(Likelihood likelihood)
    {
        Pass pass = Pass.Inference(model.Parameters);
        Tensor output = model.Output(model.Encode(_batch.Rows, _batch.Condition), _batch, pass);
        return Read(likelihood.LogProbability(output, _batch, pass));
    }

    /// <summary>What each hidden layer of the encoder gives, [batch, features].</summary>
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
