using Pinhole.Data;
using Pinhole.Evaluation;

namespace Pinhole.Recipes.Measures;

/// <summary>The share of rows whose class logistic regression gets wrong that saw the latents alone, in percent; its penalty is chosen by a sixth of the training rows.</summary>
public sealed record CodeClassificationMeasure : Measure
{
    /// <inheritdoc/>
    public override string Title => "error of logistic regression on the code, %";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(TrainedRun trained, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trained);
        (Dataset train, Dataset validation) = trained.Train.Split(5.0 / 6, trained.Seed);
        TunedProbe probe = Probes.Tune(trained.Model, train, validation, trained.Test);
        return new Dictionary<string, double>
        {
            [Title] = 100 * probe.Test.Error,
            ["on validation rows"] = 100 * probe.Validation.Error,
            ["penalty"] = probe.Penalty,
        };
    }
}
