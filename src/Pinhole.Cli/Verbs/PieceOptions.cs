using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Pieces;

namespace Pinhole.Cli.Verbs;

/// <summary>
/// The options of <c>train</c> that change a piece of the model's preset: its corruption and its bottleneck.
/// </summary>
internal sealed class PieceOptions
{
    private static readonly string[] Sparsities =
    [
        .. Bottleneck.Family.Pieces.Where(piece => piece.Standard.IsSparse).Select(piece => piece.OptionName),
    ];

    private readonly Option<string> _corruption = OptionKinds.Choice(
        "--corruption",
        "Noise on the input of training, while the target stays clean",
        Corruption.Names
    );
    private readonly PieceSettings<Corruption> _corruptionSettings = new(Corruption.Family, piece =>
        $"add --corruption {piece.OptionName}"
    );
    private readonly Option<string> _sparsity = OptionKinds.Choice(
        "--sparsity",
        "The method that keeps the latent sparse",
        Sparsities
    );
    private readonly PieceSettings<Bottleneck> _bottleneckSettings = new(Bottleneck.Family, Remedy);

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All =>
        [_corruption, .. _corruptionSettings.All, _sparsity, .. _bottleneckSettings.All, Binarization.Train];

    /// <summary>The settings with the given options applied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The model, such as a preset.</param>
    /// <exception cref="InputException">An option is for another kind of model, or its number is out of
    /// range.</exception>
    public AutoencoderOptions Apply(ParseResult parsed, AutoencoderOptions start)
    {
        Corruption corruption = _corruptionSettings.Apply(
            parsed,
            Corruption.Family.Choose(parsed.GetValue(_corruption), start.Corruption)
        );
        corruption.Validate();
        if (parsed.GetValue(_sparsity) is not null && start.Bottleneck.HasGaussianCode)
            throw new InputException(
                $"{_sparsity.Name} is for models without a Gaussian bottleneck; choose another --model, such as sparse"
            );
        Bottleneck bottleneck = _bottleneckSettings.Apply(
            parsed,
            Bottleneck.Family.Choose(parsed.GetValue(_sparsity), start.Bottleneck)
        );
        bottleneck.Validate();
        return start with
        {
            Corruption = corruption,
            Bottleneck = bottleneck,
            DynamicBinarization = parsed.IsGiven(Binarization.Train)
                ? parsed.GetValue(Binarization.Train) == Binarization.Dynamic
                : start.DynamicBinarization,
        };
    }

    private static string Remedy(PieceDescription<Bottleneck> piece)
    {
        if (piece.Standard.IsSparse)
            return $"add --sparsity {piece.OptionName}";
        string preset = Presets.Names.First(name =>
            Presets.Create(name, latent: 1).Bottleneck.Describe().Name == piece.Name
        );
        return $"use --model {preset}";
    }
}
