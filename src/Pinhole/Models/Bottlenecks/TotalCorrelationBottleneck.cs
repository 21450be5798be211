using System.Buffers;
using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// A Gaussian code whose divergence from N(0, I) is split into three parts. Only the total correlation is weighted with
/// β: latents become independent of each other, and information about the row costs no more than in a VAE (Chen, Li,
/// Grosse and Duvenaud 2018, β-TCVAE). The encoder gives a <see cref="GaussianCode"/>, [batch, 2 · latent].
/// </summary>
/// <remarks>
/// <para>With q(z) the mean of all rows' Gaussians, the loss gets the terms <c>mutual-information</c>, log q(z|x) − log
/// q(z), <c>total-correlation</c>, β (log q(z) − Σ log q(zⱼ)), and <c>dimension-wise-kl</c>, Σ log q(zⱼ) − log p(z), in
/// nats, of one sample of each row, averaged over the batch (equation 2). With β = 1 they add up to the
/// divergence.</para>
/// <para>q(z) is estimated from the batch by minibatch-stratified sampling (appendix C.2, equation S6): of N training
/// rows and a batch of M + 1, the row that z was drawn for has weight 1/N, the row after it (N − M) / (N M), and every
/// other row 1/M. The mean of the estimate over batches is q(z). The model file stores N as <c>bottleneck.rows</c>,
/// [1]; an untrained model uses the size of the batch.</para>
/// <para>A step needs memory for several times batch² · latent numbers.</para>
/// </remarks>
/// <param name="Beta">β, 0 or more: the weight of the total correlation in the loss. The paper uses 6 for small
/// images.</param>
public sealed record TotalCorrelationBottleneck(double Beta = 6) : Bottleneck
{
    private const string RowsName = "bottleneck.rows";

    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, TotalCorrelationBottleneck>(
            "total-correlation",
            "A Gaussian with a cost for the dependence between latents (β-TCVAE)",
            new(),
            correlation => $"Gaussian, total correlation with β = {Reading.Number(correlation.Beta)}"
        ).Number(
            nameof(Beta),
            "beta",
            "The weight of the total correlation in the loss",
            "a β of {0} is",
            NumberRange.NotNegative,
            correlation => correlation.Beta,
            (correlation, beta) => correlation with { Beta = beta }
        );

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool HasGaussianCode => true;

    internal override Activation? LatentActivation => Activation.Identity;

    /// <inheritdoc/>
    public override int CodeSize(int latent) => GaussianBottleneck.Description.Standard.CodeSize(latent);

    /// <inheritdoc/>
    public override void Declare(ParameterPlan plan, int latent) => plan.AddStatistic(RowsName, 1, start: 0);

    /// <inheritdoc/>
    internal override void StartTraining(ParameterSet parameters, int rows) =>
        parameters.Kernels.Write([rows], parameters.Find(RowsName).Value);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        Span<float> rows = stackalloc float[1];
        pass.Parameters.Kernels.Read(pass.Parameters.Find(RowsName).Value, rows);
        NoiseSource noise = pass.Noise(NoiseUsers.Bottleneck);
        Tensor latent = code.Reparameterize(noise.Seed, noise.Stream);
        AddTerms(code, latent, (int)rows[0], terms);
        return latent;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) => code.Columns(0, code.Shape.Columns / 2);

    /// <summary>Adds the three terms of a batch.</summary>
    /// <param name="code">[batch, 2 · latent].</param>
    /// <param name="latent">A sample of each row's Gaussian, [batch, latent].</param>
    /// <param name="rows">N, the number of training rows; at least the number in the batch is used.</param>
    /// <param name="terms">Receives the terms.</param>
    internal void AddTerms(Tensor code, Tensor latent, int rows, LossTerms terms)
    {
        (int batch, int size) = (latent.Shape.Rows, latent.Shape.Columns);
        Tape tape = code.Tape;
        Tensor logWeights = LogWeights(tape, batch, rows);

        // log q(zᵢ|xⱼ) of each number of the latent, [batch · batch, latent], row i · batch + j. The constant of all
        // densities, ½ log 2π for each number, cancels in each term and is omitted.
        (Tensor mean, Tensor logVariance) = Heads(code);
        Tensor distance = latent.RepeatRows(batch) - Tiled(mean, batch);
        Tensor scaled = distance.Square() * Tiled((-logVariance).Exp(), batch);
        Tensor densities = -0.5f * (scaled + Tiled(logVariance, batch));

        float logBatch = MathF.Log(batch);
        Shape pairs = new(batch, batch);
        Tensor joint = (tape.View(densities.SumFeatures(), pairs) + logWeights).LogMeanExp() + logBatch;

        // The same with the rows of the batch last, [batch · latent, batch], row i · latent + number.
        Tensor byRow = tape.View(densities, new Shape(batch, batch * size));
        Tensor byNumber = tape.View(
            byRow.Unfold(new Patches(batch, size, 1, batch, 1)),
            new Shape(batch * size, batch)
        );
        Tensor marginals = (byNumber + logWeights.RepeatRows(size)).LogMeanExp() + logBatch;
        Tensor independent = tape.View(marginals, latent.Shape).SumFeatures();

        Tensor prior = -0.5f * latent.Square().SumFeatures();
        Tensor own = prior - code.GaussianLogRatio(latent);
        terms.Add("mutual-information", (own - joint).Mean());
        terms.Add("total-correlation", (float)Beta * (joint - independent).Mean());
        terms.Add("dimension-wise-kl", (independent - prior).Mean());
    }

    /// <summary>
    /// The logarithms of the weights of all rows of a batch in the estimate of q(z): one line for each sample, with its
    /// own row on the diagonal. The weights of a line add up to 1.
    /// </summary>
    /// <param name="batch">M + 1.</param>
    /// <param name="rows">N; at least the number in the batch is used.</param>
    /// <param name="target">Receives [batch, batch].</param>
    internal static void WriteLogWeights(int batch, int rows, Span<float> target)
    {
        double others = batch - 1,
            all = Math.Max(rows, batch);
        if (batch == 1)
        {
            // The batch has only one row: its weight is 1.
            target[0] = 0;
            return;
        }

        target.Fill((float)-Math.Log(others));
        for (int i = 0; i < batch; i++)
        {
            target[(i * batch) + i] = (float)-Math.Log(all);
            target[(i * batch) + ((i + 1) % batch)] = (float)Math.Log((all - others) / (all * others));
        }
    }

    private static Tensor LogWeights(Tape tape, int batch, int rows)
    {
        int count = checked(batch * batch);
        float[] room = ArrayPool<float>.Shared.Rent(count);
        WriteLogWeights(batch, rows, room.AsSpan(0, count));
        Tensor weights = tape.Input(room.AsSpan(0, count), new Shape(batch, batch));
        ArrayPool<float>.Shared.Return(room);
        return weights;
    }

    /// <summary>The means, and the log-variances within their bounds, each [batch, latent].</summary>
    private static (Tensor Mean, Tensor LogVariance) Heads(Tensor code)
    {
        const float Minimum = GaussianCode.MinimumLogVariance,
            Maximum = GaussianCode.MaximumLogVariance;
        int latent = code.Shape.Columns / 2;
        Tensor atLeast = (code.Columns(latent, latent) - Minimum).Activate(Activation.Relu) + Minimum;
        return (code.Columns(0, latent), Maximum - (Maximum - atLeast).Activate(Activation.Relu));
    }

    /// <summary>All rows, repeated: [times · batch, features].</summary>
    private static Tensor Tiled(Tensor x, int times)
    {
        Tensor line = x.Tape.View(x, new Shape(1, checked(x.Shape.Rows * x.Shape.Columns)));
        return x.Tape.View(line.RepeatRows(times), new Shape(checked(times * x.Shape.Rows), x.Shape.Columns));
    }
}
