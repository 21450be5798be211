using System.Text.Json.Serialization;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Bottlenecks;

/// <summary>
/// Of the code's units the greatest few of each row stay, and the others are 0 (Makhzani and Frey 2014, k-sparse
/// autoencoders, with a linear code). The latent may be larger than a row.
/// </summary>
/// <remarks>
/// <para>A unit that is never among them learns nothing more: it is dead. So that it comes back, the loss gets the term
/// <c>auxiliary</c> (Gao et al. 2024, Scaling and evaluating sparse autoencoders, section 2.4 and appendix A.2): the
/// greatest of the dead units join the latent, which is a constant here, and what the decoder makes of both is compared
/// with the row. Where the decoder is linear, that is the error with which the dead units rebuild the residual. Where
/// no unit is dead the term is 0, and nothing is computed for it.</para>
/// <para>How many rows ago each unit was last among the greatest is counted in training alone and lies in the model
/// file, as
/// <c>bottleneck.idle</c>, [latent].</para>
/// </remarks>
/// <param name="Units">k: how many units of a row stay.</param>
/// <param name="AuxiliaryWeight">What an error of the dead units costs beside that of the latent; 0 leaves them
/// dead.</param>
/// <param name="AuxiliaryUnits">How many dead units join the latent of a row, at most.</param>
/// <param name="DeadAfter">A unit is dead when it has not been among the greatest of so many rows.</param>
/// <param name="EncodedUnits">
/// αk: how many units of a row stay when a trained model encodes it, of these the ones above 0; null for the k of
/// training. Features to classify by may be better with more (Makhzani and Frey 2014, section 2.2); rows are rebuilt
/// from them too, and best with k.
/// </param>
/// <param name="FirstUnits">
/// How many units of a row stay in the first step of training; from there to k they get fewer with each step. All units
/// learn something while there are many (Makhzani and Frey 2014, section 3.3.1). Null for k from the start.
/// </param>
/// <param name="FirstSteps">The steps of training until they are k; 0 where they are k from the start.</param>
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
    /// <summary>What it is and which settings it has.</summary>
    public static PieceDescription<Bottleneck> Description { get; } =
        new PieceDescription<Bottleneck, TopKBottleneck>(
            "topk",
            "Of the units of a row the greatest few stay, and the others are 0",
            new(),
            Read
        )
            .Number(
                nameof(AuxiliaryWeight),
                WeightOption,
                "What an error of the dead units costs, which revives them",
                WeightRefusal,
                NumberRange.NotNegative,
                top => top.AuxiliaryWeight,
                (top, weight) => top with { AuxiliaryWeight = weight }
            )
            .Count(
                nameof(Units),
                "sparsity-units",
                "The units that stay active in a row",
                "{0} active units are",
                NumberRange.AtLeast(1),
                top => top.Units,
                (top, units) => top with { Units = units }
            )
            .OptionalCount(
                nameof(EncodedUnits),
                "sparsity-encoded-units",
                "The units that stay when a trained model encodes a row, of these the ones above 0",
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
                "The dead units that join the latent of a row, at most",
                "{0} dead units in a latent are",
                NumberRange.AtLeast(1),
                top => top.AuxiliaryUnits,
                (top, units) => top with { AuxiliaryUnits = units }
            )
            .Count(
                nameof(DeadAfter),
                null,
                "A unit is dead when it has not been among the greatest of so many rows",
                "a unit that is dead after {0} rows is",
                NumberRange.Between(1, 1 << 24),
                top => top.DeadAfter,
                (top, rows) => top with { DeadAfter = rows }
            )
            .OptionalCount(
                nameof(FirstUnits),
                null,
                "The units that stay in the first step of training; they get fewer with each step",
                "{0} units in the first step are",
                NumberRange.AtLeast(1),
                top => top.FirstUnits,
                (top, units) => top with { FirstUnits = units },
                example: 64,
                unset: "as in all steps"
            )
            .Count(
                nameof(FirstSteps),
                null,
                "The steps of training until they are as few as in all others",
                "units that get fewer over {0} steps are",
                NumberRange.NotNegative,
                top => top.FirstSteps,
                (top, steps) => top with { FirstSteps = steps }
            );

    private const string Idle = "bottleneck.idle";

    // A literal in its place would allocate where code is not optimized.
    private static readonly float[] Zero = [0f];

    // Makes anything but nothing larger than 1.
    private const float Much = 1e30f;

    private int Most => Math.Max(Units, Math.Max(EncodedUnits ?? 0, FirstUnits ?? 0));

    /// <inheritdoc/>
    public override PieceDescription<Bottleneck> Describe() => Description;

    /// <inheritdoc/>
    [JsonIgnore]
    public override bool IsSparse => true;

    /// <inheritdoc/>
    public override int CodeSize(int latent) =>
        Most <= latent
            ? latent
            : throw new InputException(
                $"{Most} active units of a latent of {latent} are not possible; choose fewer units, or a larger latent"
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

    // A latent of the dead units, whose reconstruction costs too; null where this batch has none.
    private Tensor? AuxiliaryLatent(Tensor code, Tensor latent, Pass pass)
    {
        Tape tape = code.Tape;
        Tensor idle = tape.Parameter(pass.Parameters.Find(Idle));
        // Counts are whole numbers: a dead unit gives 1 or more, the others 0.
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
                $"{FirstUnits} units cannot get fewer until {Units} are left; begin with more than {Units}"
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
        return $"linear units, the {Reading.Count(top.Units)} greatest of each row{encoded}{revived}";
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
