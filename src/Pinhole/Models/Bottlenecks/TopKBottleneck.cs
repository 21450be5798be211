using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// Keeps the k largest units of each row's code and sets the others to 0 (Makhzani and Frey 2014, k-sparse
/// autoencoders, with a linear code). The latent may be larger than a row.
/// </summary>
/// <remarks>
/// <para>A unit that is never among the k largest no longer learns: it is dead. To revive it, the loss gets the term
/// <c>auxiliary</c> (Gao et al. 2024, Scaling and evaluating sparse autoencoders, section 2.4 and appendix A.2): the
/// largest of the dead units join the latent, which is a constant here, and the decoded result is compared with the
/// row. With a linear decoder this is the error of the dead units' reconstruction of the residual. If no unit is dead,
/// the term is 0 and nothing is computed for it.</para>
/// <para>Only training counts how many rows ago each unit was last among the k largest; the model file stores this as
/// <c>bottleneck.idle</c>, [latent].</para>
/// </remarks>
/// <param name="Units">k: the number of active units in a row.</param>
/// <param name="AuxiliaryWeight">The weight of the dead units' error; 0 leaves them dead.</param>
/// <param name="AuxiliaryUnits">The maximum number of dead units that join the latent of a row.</param>
/// <param name="DeadAfter">A unit is dead after so many rows in which it is not among the k largest.</param>
/// <param name="EncodedUnits">
/// αk: the number of active units in a row that a trained model encodes, not counting those of 0 or less; null for k.
/// More may give better features for classification (Makhzani and Frey 2014, section 2.2); reconstructions use them
/// too, and are best with k.
/// </param>
/// <param name="FirstUnits">
/// The number of active units in the first step of training; it falls to k over <paramref name="FirstSteps"/>. More
/// active units in the beginning let all units learn (Makhzani and Frey 2014, section 3.3.1). Null for k from the
/// start.
/// </param>
/// <param name="FirstSteps">The training steps until k units are active; 0 for k from the start.</param>
public sealed record TopKBottleneck(
    int Units = 16,
    double AuxiliaryWeight = 1.0 / 32,
    int AuxiliaryUnits = 64,
    int DeadAfter = 10_000,
    int? EncodedUnits = null,
    int? FirstUnits = null,
    int FirstSteps = 0
) : Bottleneck
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, TopKBottleneck>(
            "topk",
            "Keeps the largest few units of a row and sets the others to 0",
            new(),
            Read
        )
            .Number(
                nameof(AuxiliaryWeight),
                WeightOption,
                "The weight of the loss that revives dead units",
                WeightRefusal,
                NumberRange.NotNegative,
                top => top.AuxiliaryWeight,
                (top, weight) => top with { AuxiliaryWeight = weight }
            )
            .Count(
                nameof(Units),
                "sparsity-units",
                "The number of active units in a row",
                "{0} active units are",
                NumberRange.AtLeast(1),
                top => top.Units,
                (top, units) => top with { Units = units }
            )
            .OptionalCount(
                nameof(EncodedUnits),
                "sparsity-encoded-units",
                "The number of active units when a trained model encodes a row, without those of 0 or less",
                "{0} active units are",
                NumberRange.AtLeast(1),
                top => top.EncodedUnits,
                (top, units) => top with { EncodedUnits = units },
                example: 16,
                unset: "as in training"
            )
            .Count(
                nameof(AuxiliaryUnits),
                null,
                "The maximum number of dead units that join the latent of a row",
                "{0} dead units in a latent are",
                NumberRange.AtLeast(1),
                top => top.AuxiliaryUnits,
                (top, units) => top with { AuxiliaryUnits = units }
            )
            .Count(
                nameof(DeadAfter),
                null,
                "A unit is dead after so many rows in which it is not among the largest",
                "a unit that is dead after {0} rows is",
                NumberRange.Between(1, 1 << 24),
                top => top.DeadAfter,
                (top, rows) => top with { DeadAfter = rows }
            )
            .OptionalCount(
                nameof(FirstUnits),
                null,
                "The number of active units in the first step of training; it falls with each step",
                "{0} units in the first step are",
                NumberRange.AtLeast(1),
                top => top.FirstUnits,
                (top, units) => top with { FirstUnits = units },
                example: 64,
                unset: "as in later steps"
            )
            .Count(
                nameof(FirstSteps),
                null,
                "The training steps until the number of active units is final",
                "a number of units that falls over {0} steps is",
                NumberRange.NotNegative,
                top => top.FirstSteps,
                (top, steps) => top with { FirstSteps = steps }
            );

    private const string Idle = "bottleneck.idle";

    // A literal instead would allocate in code that is not optimized.
    private static readonly float[] Zero = [0f];

    // Scales positive counts to at least 1; 0 stays 0.
    private const float Much = 1e30f;

    private int Maximum => Math.Max(Units, Math.Max(EncodedUnits ?? 0, FirstUnits ?? 0));

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSparse => true;

    /// <inheritdoc/>
    public override int CodeSize(int latent) =>
        Maximum <= latent
            ? latent
            : throw new InputException(
                $"{Maximum} active units of a latent of {latent} are not possible; choose fewer, or a larger latent"
            );

    /// <inheritdoc/>
    public override int Active(int latent) => Math.Min(Units, latent);

    /// <inheritdoc/>
    public override void Declare(ParameterPlan plan, int latent) => plan.AddStatistic(Idle, latent, start: 0);

    /// <inheritdoc/>
    public override Tensor Forward(Tensor code, Pass pass, LossTerms terms)
    {
        Tensor latent = code.TopK(UnitsIn(pass));
        if (pass.Kind == PassKind.Training)
            Count(latent, code.Tape.Parameter(pass.Parameters.Find(Idle)));
        return latent;
    }

    /// <inheritdoc/>
    public override Tensor Latent(Tensor code) =>
        EncodedUnits is int units ? code.TopK(units).Activate(Activation.Relu) : code.TopK(Units);

    /// <inheritdoc/>
    public override void Loss(Autoencoder model, Tensor code, Batch batch, Pass pass, LossTerms terms)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(terms);
        Tensor latent = Forward(code, pass, terms);
        terms.Add("reconstruction", model.Cost(latent, batch, pass).Mean());
        if (AuxiliaryWeight == 0 || pass.Kind != PassKind.Training)
            return;
        terms.Add(
            "auxiliary",
            AuxiliaryLatent(code, latent, pass) is Tensor revived
                ? (float)AuxiliaryWeight * model.Cost(revived, batch, pass).Mean()
                : code.Tape.Input(Zero, Shape.Scalar)
        );
    }

    // A latent that includes the dead units, for the auxiliary loss; null if no unit is dead in this batch.
    private Tensor? AuxiliaryLatent(Tensor code, Tensor latent, Pass pass)
    {
        Tape tape = code.Tape;
        Tensor idle = tape.Parameter(pass.Parameters.Find(Idle));
        // Counts are whole numbers: the result is 1 or more for a dead unit and 0 for others.
        if (tape.ReadScalar((idle - (DeadAfter - 1f)).Activate(Activation.Relu).Sum()) == 0)
            return null;
        return tape.Detach(latent) + code.TopKOfIdle(AuxiliaryUnits, idle, DeadAfter);
    }

    /// <inheritdoc/>
    public override int? DeadUnits(ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameter idle = parameters.Find(Idle);
        float[] rows = new float[idle.Shape.Length];
        parameters.Kernels.Read(idle.Value, rows);
        return rows.Count(count => count >= DeadAfter);
    }

    /// <inheritdoc/>
    public override void Validate()
    {
        base.Validate();
        if (FirstUnits < Units)
            throw new InputException(
                $"the number of units cannot fall from {FirstUnits} to {Units}; start with more than {Units}"
            );
        if ((FirstUnits is null) != (FirstSteps == 0))
            throw new InputException(
                $"units that get fewer over {FirstSteps} steps from {(FirstUnits is int first ? $"{first}" : "none")} "
                    + "are not possible; give both how many there are first and the steps, or neither"
            );
    }

    private static string Read(TopKBottleneck top)
    {
        string encoded = top.EncodedUnits is int units
            ? $" ({Reading.Count(units)}, those above 0, after training)"
            : "";
        string revived =
            top.AuxiliaryWeight > 0 ? $"; dead ones are revived with weight {Reading.Number(top.AuxiliaryWeight)}" : "";
        return $"linear units, the {Reading.Count(top.Units)} largest of each row{encoded}{revived}";
    }

    private int UnitsIn(Pass pass) =>
        FirstUnits is int first && pass.Step < FirstSteps
            ? first - (int)((first - Units) * pass.Step / FirstSteps)
            : Units;

    private static void Count(Tensor latent, Tensor idle)
    {
        Tensor unseen = (1f - (Much * latent.Abs().MeanRows())).Activate(Activation.Relu);
        ((idle + latent.Shape.Rows) * unseen).AssignTo(idle);
    }
}
