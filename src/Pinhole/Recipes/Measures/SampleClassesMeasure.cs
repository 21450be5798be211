using Pinhole.Applications;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Recipes.Measures;

/// <summary>
/// The share of a conditional model's samples, in percent, that have the requested class according to a classifier
/// trained on the real training rows.
/// </summary>
/// <param name="Judge">The classifier.</param>
/// <param name="JudgeTraining">How it is trained.</param>
/// <param name="Count">The number of samples; classes take turns.</param>
public sealed record SampleClassesMeasure(AutoencoderOptions Judge, TrainingOptions JudgeTraining, int Count = 1000)
    : Measure
{
    /// <inheritdoc/>
    public override string Title => "samples of the class asked for, %";

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        Dataset train = trained.Train.WithLabelTargets();
        using Autoencoder judge = Autoencoder.Create(
            Judge,
            train.Schema,
            trained.Seed,
            trained.Model.Parameters.Kernels
        );
        Trainer.Fit(
            judge,
            train,
            JudgeTraining with
            {
                Seed = trained.Seed,
            },
            progress is null ? null : new Steps(progress),
            cancellationToken
        );
        cancellationToken.ThrowIfCancellationRequested();
        return new Dictionary<string, double>
        {
            [Title] = 100 * SampleClasses.Judge(trained.Model, judge, Count, trained.Seed).Share,
            ["real test rows of their class, %"] =
                100
                * Classification.Measure(judge, trained.Test.WithLabelTargets(Classification.Classes(judge))).Accuracy,
        };
    }

    /// <summary>Reports how much of the classifier's training is done.</summary>
    private sealed class Steps(IProgress<double> progress) : ITrainingObserver
    {
        public bool Observe(in TrainingProgress training)
        {
            progress.Report((double)training.Step / training.Steps);
            return true;
        }
    }
}
