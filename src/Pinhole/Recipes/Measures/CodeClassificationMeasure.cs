using Pinhole.Data;
using Pinhole.Evaluation;

namespace Pinhole.Recipes.Measures;

/// <summary>
/// The error of logistic regression on latents, in percent; its penalty is chosen on the validation rows of the
/// training.
/// </summary>
public sealed record CodeClassificationMeasure : Measure
{
    /// <inheritdoc/>
    public override string Title => "error of logistic regression on the code, %";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Take(
        TrainedRun trained,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(trained);
        // The model has not seen the second part.
        (Dataset train, Dataset validation) = trained.Record.Split?.Of(trained.Train)
            ?? throw new InputException(
                "the penalty of logistic regression is chosen on validation rows, and there are none; give the recipe "
                    + "a validation share"
            );
        TunedProbe probe = Probes.Tune(trained.Model, train, validation, trained.Test);
        return new Dictionary<string, double>
        {
            [Title] = 100 * probe.Test.Error,
            ["on validation rows"] = 100 * probe.Validation.Error,
            ["penalty"] = probe.Penalty,
        };
    }
}
