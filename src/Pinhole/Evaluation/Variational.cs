using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Numerics;

namespace Pinhole.Evaluation;

/// <summary>
/// The likelihood of rows under a model with a Gaussian bottleneck: the evidence lower bound (Kingma and Welling 2014)
/// and importance-weighted estimates (Burda, Grosse and Salakhutdinov 2016).
/// </summary>
/// <remarks>
/// The reconstruction loss defines the likelihood, on prepared rows: Bernoulli for bce, a Gaussian of variance ½ for
/// mse, a Gaussian with the learned variance for gaussian, a Laplace distribution of scale 1 for mae; huber and ssim
/// are not likelihoods. Densities of differently scaled data are not comparable. A model with <see
/// cref="AutoencoderOptions.DynamicBinarization"/> is measured on zeros and ones drawn once from the rows with the
/// seed.
/// </remarks>
public static class Variational
{
    /// <summary>The number of samples of each row's latent for the evidence lower bound.</summary>
    public const int Draws = 8;

    /// <summary>Measures a model.</summary>
    /// <param name="model">A trained model.</param>
    /// <param name="data">Rows of the model's width.</param>
    /// <param name="importanceSamples">Samples of each row for the importance-weighted estimate; 0 for none.</param>
    /// <param name="seed">The seed of the samples.</param>
    /// <param name="progress">Receives the completed share of the work, 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Cancels the measurement.</param>
    /// <returns>Null for a model without a Gaussian bottleneck.</returns>
    /// <exception cref="InputException">
    /// The rows have another width, or importance samples need a Gaussian bottleneck or a likelihood that the model
    /// does not have, or zeros and ones cannot be drawn from the rows.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static VariationalMetrics? Measure(
        Autoencoder model,
        Dataset data,
        int importanceSamples,
        ulong seed,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(importanceSamples);
        RequireLikelihood(model, importanceSamples);
        if (!model.Options.Bottleneck.HasGaussianCode)
            return null;
        model.Binarization.RequireFit(data, model.Preprocessor);
        LatentUsage usage = LatentUsage.Measure(model, data, seed);
        if (model.Reconstruction is not Likelihood likelihood)
            return new VariationalMetrics(usage, null, 0, null) { IsDrawn = model.Options.DynamicBinarization };

        double total = 0,
            evidence = 0;
        bool covered = true;
        using PosteriorSampler draws = new(model, Draws, seed);
        using PosteriorSampler? weighted = importanceSamples > 0 ? new(model, importanceSamples, seed) : null;
        using RowEncoder encoder = new(model, data, seed);
        int done = 0;
        while (encoder.Next(out int count))
        {
            float[] rows = encoder.Rows(),
                targets = encoder.Targets(),
                conditions = encoder.Conditions(),
                code = encoder.Code();
            covered &= likelihood.Covers(targets);
            draws.Draw(
                rows,
                targets,
                conditions,
                code,
                (_, logLikelihood, _) => total += logLikelihood,
                cancellationToken
            );
            if (weighted is not null)
            {
                LogMeanExp[] weights = [.. Enumerable.Repeat(new LogMeanExp(), count)];
                int told = -1;
                weighted.Draw(rows, targets, conditions, code, Add, cancellationToken);
                evidence += weights.Sum(weight => weight.Value);

                void Add(int row, double logLikelihood, double logRatio)
                {
                    weights[row].Add(logLikelihood + logRatio);
                    if (row == told)
                        return;
                    told = row;
                    progress?.Report((double)(done + row) / data.Rows);
                }
            }

            done += count;
            progress?.Report((double)done / data.Rows);
        }

        return new VariationalMetrics(
            usage,
            total / Draws / data.Rows,
            importanceSamples,
            weighted is null ? null : -evidence / data.Rows
        )
        {
            IsOfFractions = !covered,
            IsDrawn = model.Options.DynamicBinarization,
        };
    }

    /// <summary>Checks that importance samples are possible for a model, before any work.</summary>
    /// <param name="model">The model.</param>
    /// <param name="importanceSamples">The number of samples.</param>
    /// <exception cref="InputException">The model has no Gaussian bottleneck, or its loss is not a
    /// likelihood.</exception>
    public static void RequireLikelihood(Autoencoder model, int importanceSamples)
    {
        if (importanceSamples == 0)
            return;
        if (!model.Options.Bottleneck.HasGaussianCode)
            throw new InputException(
                $"importance samples need a Gaussian bottleneck, and a {model.Options.Preset} model has none; leave "
                    + "`Samples` out, or train a vae"
            );
        if (model.Reconstruction is not Likelihood)
            throw new InputException(
                "the loss of this model is not a likelihood, so importance samples are not possible; "
                    + "leave `Samples` out, or train with `Reconstruction` bce, gaussian, mse or mae"
            );
    }
}
