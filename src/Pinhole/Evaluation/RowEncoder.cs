using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Models;

namespace Pinhole.Evaluation;

/// <summary>
/// Streams the rows of a dataset through a model's encoder and decoder, batch by batch: the one place where evaluation
/// says what a model is given.
/// </summary>
/// <param name="model">A trained model.</param>
/// <param name="data">Rows of its width.</param>
internal sealed class RowEncoder(Autoencoder model, Dataset data) : IDisposable
{
    private const int FloatsInABatch = 1 << 18;

    private readonly Tape _tape = new(model.Parameters.Kernels, recording: false);
    private readonly BatchLoader _loader = Begin(model, data);
    private Tensor _rows;

    /// <summary>The most rows that a batch has.</summary>
    public static int BatchRows(int columns) => Math.Clamp(FloatsInABatch / columns, 1, 1024);

    /// <summary>Goes to the next batch.</summary>
    /// <param name="rows">How many rows it has; 0 at the end.</param>
    /// <returns>False when all rows have been.</returns>
    public bool Next(out int rows)
    {
        _tape.Rewind();
        bool loaded = _loader.Next(_tape, out _rows);
        rows = loaded ? _rows.Shape.Rows : 0;
        return loaded;
    }

    /// <summary>The prepared rows, [batch, columns].</summary>
    public float[] Rows() => Read(_rows);

    /// <summary>What the encoder gives, [batch, code].</summary>
    public float[] Code() => Read(model.Code(_rows));

    /// <summary>The latents that stand for the rows, [batch, latent].</summary>
    public float[] Latents() => Read(model.Encode(_rows));

    /// <summary>What each hidden layer of the encoder gives, [batch, features].</summary>
    public float[][] Hidden() => [.. model.Hidden(_rows).Select(Read)];

    /// <summary>
    /// What it costs to rebuild rows from latents, as the reconstruction loss has it: the decoder's output need not be
    /// brought back for that.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tape">Where to compute; rewound first.</param>
    /// <param name="latents">[count, latent].</param>
    /// <param name="rows">Prepared rows, [any number, columns].</param>
    /// <param name="which">The row that each latent is to give, [count].</param>
    /// <param name="costs">Receives [count].</param>
    public static void Costs(Autoencoder model, Tape tape, ReadOnlySpan<float> latents, ReadOnlySpan<float> rows, ReadOnlySpan<int> which, Span<float> costs)
    {
        tape.Rewind();
        Tensor output = model.Output(tape.Input(latents, new Shape(which.Length, model.Latent)));
        tape.Read(model.Options.Reconstruction.Loss(output, tape.InputRows(rows, which, model.Columns)), costs);
    }

    public void Dispose() => _tape.Dispose();

    private static BatchLoader Begin(Autoencoder model, Dataset data)
    {
        Metrics.RequireWidth(model.Columns, data);
        BatchLoader loader = new(data, BatchRows(data.Columns), null, model.Preprocessor);
        loader.StartEpoch();
        return loader;
    }

    private float[] Read(Tensor tensor)
    {
        float[] values = new float[tensor.Shape.Length];
        _tape.Read(tensor, values);
        return values;
    }
}
