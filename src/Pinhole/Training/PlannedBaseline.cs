using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;

namespace Pinhole.Training;

/// <summary>
/// The PCA beside a training. What it will be is decided before the training; it is fitted once, when somebody first
/// asks for it: mostly after the training, so that nobody waits for it.
/// </summary>
internal sealed class PlannedBaseline
{
    private readonly Autoencoder _model;
    private readonly Dataset _train;
    private readonly TrainingOptions _options;
    private readonly BaselineSizes _sizes;
    private readonly BaselinePlan _plan;
    private PrincipalComponents? _fitted;

    /// <summary>Decides what it will be.</summary>
    /// <param name="model">Its preprocessing is fitted.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="options">Says what is wanted.</param>
    /// <exception cref="InputException">PCA is wanted by name and does not fit in memory.</exception>
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

    /// <summary>What to know of it; null where it is PCA of all training rows.</summary>
    public string? Note => _plan.Note;

    /// <summary>What the trained model is compared with; null for nothing.</summary>
    public PrincipalComponents? Fit() => Fit(_plan);

    /// <summary>
    /// Components for a network to start from, whether or not a comparison is wanted; null where they cost too much.
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

    // In the order in which they lie, so that they are from all over the data.
    private Dataset Some(int count)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
            rows[i] = (int)((long)i * _train.Rows / count);
        return _train.InStoredOrder().Take(rows);
    }
}
