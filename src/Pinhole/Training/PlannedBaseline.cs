using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Training;

/// <summary>
/// The PCA of a training. It is planned before the training and fitted once, at first use: usually after the training,
/// so that training need not wait for it.
/// </summary>
internal sealed class PlannedBaseline
{
    private readonly Autoencoder _model;
    private readonly Dataset _train;
    private readonly TrainingOptions _options;
    private readonly BaselineSizes _sizes;
    private readonly BaselinePlan _plan;
    private PrincipalComponents? _fitted;

    /// <summary>Plans the PCA.</summary>
    /// <param name="model">Its preprocessing is fitted.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="options">The training options with the setting.</param>
    /// <exception cref="InputException">PCA was requested and does not fit in memory.</exception>
    public PlannedBaseline(Autoencoder model, Dataset train, TrainingOptions options)
    {
        (_model, _train, _options) = (model, train, options);
        _sizes = new BaselineSizes(
            train.Rows,
            train.Columns,
            train.Output.Columns,
            Metrics.Components(model),
            Metrics.StaysSparse(model, train) ? (double)train.KeptNumbers / train.Rows : null
        );
        _plan = BaselinePlan.For(options.Baseline, _sizes);
    }

    /// <summary>
    /// Why there is no PCA, or on how many rows it is fitted; null if it is fitted on all training rows.
    /// </summary>
    public string? Note => _plan.Note;

    /// <summary>The baseline of the trained model; null for none.</summary>
    public PrincipalComponents? Fit() => Fit(_plan);

    /// <summary>
    /// Components for a network to start from, even if there is no comparison; null if they cost too much.
    /// </summary>
    public PrincipalComponents? FitStart() =>
        Fit(_plan.Rows > 0 ? _plan : BaselinePlan.For(BaselineChoice.Auto, _sizes));

    private PrincipalComponents? Fit(BaselinePlan plan)
    {
        if (plan.Rows == 0)
            return null;
        return _fitted ??= Metrics.FitBaseline(
            _model,
            plan.Rows == _train.Rows ? _train : Some(plan.Rows),
            _options.Seed
        );
    }

    // Evenly spaced, in the order of the data.
    private Dataset Some(int count)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
            rows[i] = (int)((long)i * _train.Rows / count);
        return _train.InStoredOrder().Take(rows);
    }
}
