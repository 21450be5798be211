using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// The options of <c>train</c> that change a piece of the model's preset: its corruption and its bottleneck.
/// </summary>
internal sealed class PieceOptions
{
    private const int StandardScheduleSteps = 1000;

    private static readonly string[] Sparsities = ["kl", "l1", "topk"];
    private static readonly string[] BetaSchedules =
    [
        .. Enum.GetNames<BetaSchedule>().Select(name => name.ToLowerInvariant()),
    ];

    private readonly Option<string> _corruption = OptionKinds.Choice(
        "--corruption",
        "Noise on the input of training, while the target stays clean",
        Corruption.Names
    );
    private readonly Option<double> _corruptionLevel = OptionKinds.Number(
        "--corruption-level",
        "Its standard deviation, or the share of numbers it replaces; 0.3 without it.",
        0.0
    );
    private readonly Option<double> _corruptedWeight = OptionKinds.Number(
        "--corrupted-weight",
        "What errors of numbers that noise replaced count in the loss; 1 without it.",
        0.0
    );
    private readonly Option<double> _cleanWeight = OptionKinds.Number(
        "--clean-weight",
        "What those of the others count; 1 without it.",
        0.0
    );
    private readonly Option<string> _latentActivation = OptionKinds.Choice(
        "--latent-activation",
        "What the latent of a model without sparsity or noise goes through; linear without it",
        ActivationNames.AllAndLinear
    );
    private readonly Option<string> _sparsity = OptionKinds.Choice(
        "--sparsity",
        "What keeps the latent sparse",
        Sparsities
    );
    private readonly Option<double> _sparsityWeight = OptionKinds.Number(
        "--sparsity-weight",
        "What that costs beside the reconstruction of a row; 1 for kl, 0.1 for l1 and 1/32, to revive dead units, for "
            + "topk without it.",
        0.0
    );
    private readonly Option<double> _sparsityTarget = OptionKinds.Number(
        "--sparsity-target",
        "The share of rows in which a unit is to be active, for kl; 0.05 without it.",
        0.0
    );
    private readonly Option<double> _sparsityAverage = OptionKinds.Number(
        "--sparsity-average",
        "The share of a running average of activity that each step keeps, for kl, less than 1; 0 without it: the "
            + "batch alone.",
        0.0
    );
    private readonly Option<int> _sparsityUnits = OptionKinds.Number(
        "--sparsity-units",
        "The units that stay active in a row, for topk; 16 without it.",
        1
    );
    private readonly Option<int> _sparsityEncodedUnits = OptionKinds.Number(
        "--sparsity-encoded-units",
        "The units that stay when the trained model encodes a row, those above 0, for topk; as many as in training "
            + "without it.",
        1
    );
    private readonly Option<double> _beta = OptionKinds.Number(
        "--beta",
        "What a nat of divergence costs a vae; 1, or 4 for a beta-vae, without it.",
        0.0
    );
    private readonly Option<string> _betaSchedule = OptionKinds.Choice(
        "--beta-schedule",
        "How beta is reached; constant without it",
        BetaSchedules
    );
    private readonly Option<int> _betaSteps = OptionKinds.Number(
        "--beta-steps",
        $"Training steps until then, or of a cycle, or until the full capacity; {StandardScheduleSteps} for a "
            + "schedule without it.",
        1
    );
    private readonly Option<double> _freeBits = OptionKinds.Number(
        "--free-bits",
        "Nats of divergence of each latent that cost nothing; 0 without it.",
        0.0
    );
    private readonly Option<double> _capacity = OptionKinds.Number(
        "--capacity",
        "Nats that a vae's divergence is held near, in place of making it small.",
        0.0
    );

    private readonly Option<int> _importanceSamples = OptionKinds.Number(
        "--importance-samples",
        "Samples of each row's latent for the importance-weighted bound of a vae, such as 5; 1, which is the evidence "
            + "lower bound, without it.",
        1
    );

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All =>
        [
            _corruption,
            _corruptionLevel,
            _corruptedWeight,
            _cleanWeight,
            _latentActivation,
            _sparsity,
            _sparsityWeight,
            _sparsityTarget,
            _sparsityAverage,
            _sparsityUnits,
            _sparsityEncodedUnits,
            _beta,
            _betaSchedule,
            _betaSteps,
            _freeBits,
            _capacity,
            _importanceSamples,
            Binarization.Train,
        ];

    /// <summary>The preset with the pieces that were asked for.</summary>
    /// <exception cref="InputException">An option is for another kind of model, or its number is out of
    /// range.</exception>
    public AutoencoderOptions Apply(ParseResult parsed, AutoencoderOptions preset)
    {
        AutoencoderOptions options = preset with
        {
            Corruption = Emphasized(parsed, ChosenCorruption(parsed, preset.Corruption)),
            Bottleneck = ChosenBottleneck(parsed, preset.Bottleneck),
            DynamicBinarization = parsed.IsGiven(Binarization.Train)
                ? parsed.GetValue(Binarization.Train) == Binarization.Dynamic
                : preset.DynamicBinarization,
        };
        options.Corruption.Validate();
        options.Bottleneck.Validate();
        return options;
    }

    private Corruption ChosenCorruption(ParseResult parsed, Corruption preset)
    {
        double? level = Given(parsed, _corruptionLevel);
        if (parsed.GetValue(_corruption) is string name)
            return name == "none" && level is not null
                ? throw NotFor(_corruptionLevel, "a corruption; add --corruption gaussian, or masking")
                : Corruption.Create(name, level);
        return (preset, level) switch
        {
            (_, null) => preset,
            (MaskingCorruption masking, double rate) => masking with { Rate = rate },
            (GaussianCorruption gaussian, double deviation) => gaussian with { Deviation = deviation },
            (SaltAndPepperCorruption salt, double rate) => salt with { Rate = rate },
            _ => throw NotFor(_corruptionLevel, "a corruption; add --corruption gaussian, or masking"),
        };
    }

    private Corruption Emphasized(ParseResult parsed, Corruption corruption)
    {
        double? corrupted = Given(parsed, _corruptedWeight),
            clean = Given(parsed, _cleanWeight);
        if (corrupted is null && clean is null)
            return corruption;
        Emphasis Changed(Emphasis? before) => new(corrupted ?? before?.Corrupted ?? 1, clean ?? before?.Clean ?? 1);
        return corruption switch
        {
            MaskingCorruption masking => masking with { Emphasis = Changed(masking.Emphasis) },
            SaltAndPepperCorruption salt => salt with { Emphasis = Changed(salt.Emphasis) },
            _ => throw NotFor(
                corrupted is null ? _cleanWeight : _corruptedWeight,
                "noise that replaces numbers; add --corruption masking, or salt-and-pepper"
            ),
        };
    }

    private Bottleneck ChosenBottleneck(ParseResult parsed, Bottleneck preset)
    {
        Bottleneck bottleneck = parsed.GetValue(_sparsity) switch
        {
            null => preset,
            _ when preset is GaussianBottleneck => throw new InputException(
                "--sparsity is for models without a Gaussian bottleneck; choose another --model, such as sparse"
            ),
            "l1" => preset as L1Bottleneck ?? new L1Bottleneck(),
            "topk" => preset as TopKBottleneck ?? new TopKBottleneck(),
            _ => preset as SparseBottleneck ?? new SparseBottleneck(),
        };
        double? weight = Given(parsed, _sparsityWeight),
            target = Given(parsed, _sparsityTarget),
            average = Given(parsed, _sparsityAverage);
        int? units = Given(parsed, _sparsityUnits),
            encodedUnits = Given(parsed, _sparsityEncodedUnits);
        if (target is not null && bottleneck is not SparseBottleneck)
            throw NotFor(_sparsityTarget, "the sparsity kl; use --model sparse");
        if (average is not null && bottleneck is not SparseBottleneck)
            throw NotFor(_sparsityAverage, "the sparsity kl; use --model sparse");
        if (units is not null && bottleneck is not TopKBottleneck)
            throw NotFor(_sparsityUnits, "the sparsity topk; add --sparsity topk");
        if (encodedUnits is not null && bottleneck is not TopKBottleneck)
            throw NotFor(_sparsityEncodedUnits, "the sparsity topk; add --sparsity topk");
        if (weight is not null && bottleneck is not (SparseBottleneck or L1Bottleneck or TopKBottleneck))
            throw NotFor(_sparsityWeight, "sparse models; use --model sparse, or add --sparsity");
        if (parsed.GetValue(_latentActivation) is not null && bottleneck is not DeterministicBottleneck)
            throw NotFor(
                _latentActivation,
                "models whose latent has none of its own; leave out --sparsity, or use --model deep"
            );
        foreach (
            Option option in new Option[] { _beta, _betaSchedule, _betaSteps, _freeBits, _capacity, _importanceSamples }
        )
        {
            if (parsed.GetResult(option) is { Implicit: false } && bottleneck is not GaussianBottleneck)
                throw NotFor(option, "models with a Gaussian bottleneck; use --model vae");
        }

        return bottleneck switch
        {
            SparseBottleneck sparse => new SparseBottleneck(
                target ?? sparse.Target,
                weight ?? sparse.Weight,
                average ?? sparse.RunningAverage
            ),
            TopKBottleneck top => top with
            {
                Units = units ?? top.Units,
                EncodedUnits = encodedUnits ?? top.EncodedUnits,
                AuxiliaryWeight = weight ?? top.AuxiliaryWeight,
            },
            DeterministicBottleneck when parsed.GetValue(_latentActivation) is string name =>
                new DeterministicBottleneck(ActivationNames.Find(name)),
            L1Bottleneck l1 => new L1Bottleneck(weight ?? l1.Weight),
            GaussianBottleneck gaussian => Gaussian(parsed, gaussian),
            _ => bottleneck,
        };
    }

    private GaussianBottleneck Gaussian(ParseResult parsed, GaussianBottleneck preset)
    {
        BetaSchedule schedule = parsed.GetValue(_betaSchedule) is string name
            ? Enum.Parse<BetaSchedule>(name, ignoreCase: true)
            : preset.Schedule;
        double? capacity = Given(parsed, _capacity) ?? preset.Capacity;
        int standard =
            schedule == preset.Schedule ? preset.ScheduleSteps
            : schedule == BetaSchedule.Constant ? 0
            : StandardScheduleSteps;
        int steps = Given(parsed, _betaSteps) ?? standard;
        if (steps > 0 && schedule == BetaSchedule.Constant && capacity is null)
            throw NotFor(_betaSteps, "a schedule; add --beta-schedule linear, or --capacity");
        return new GaussianBottleneck(
            Given(parsed, _beta) ?? preset.Beta,
            schedule,
            steps,
            Given(parsed, _freeBits) ?? preset.FreeBits,
            capacity,
            Given(parsed, _importanceSamples) ?? preset.Samples
        );
    }

    private static T? Given<T>(ParseResult parsed, Option<T> option)
        where T : struct => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option) : null;

    private static InputException NotFor(Option option, string use) => new($"{option.Name} is for {use}");
}
