using System.CommandLine;
using Pinhole.Cli.Parsing;
using Pinhole.Models.Regularizers;
using Pinhole.Pieces;

namespace Pinhole.Cli.Verbs;

/// <summary>The options of <c>train</c> for penalties on weights and latents.</summary>
internal sealed class RegularizerOptions
{
    private readonly PieceSettings<Regularizer> _settings = new(Regularizer.Family, _ => "");

    /// <summary>All of them, in the order of the help page.</summary>
    public Option[] All => [.. _settings.All];

    /// <summary>The penalties with the given options applied.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="start">The penalties of the model, such as those of a preset.</param>
    /// <exception cref="InputException">A weight is out of range.</exception>
    public Regularizer[] Apply(ParseResult parsed, IReadOnlyList<Regularizer> start)
    {
        List<Regularizer> chosen = [];
        foreach (PieceDescription<Regularizer> piece in Regularizer.Family.Pieces)
        {
            Regularizer regularizer = start.FirstOrDefault(own => own.Describe().Name == piece.Name) ?? piece.Standard;
            foreach (Setting<Regularizer> setting in piece.Settings)
                regularizer = _settings.Apply(parsed, regularizer, setting);
            regularizer.Validate();
            if (regularizer.Weight > 0)
                chosen.Add(regularizer);
        }

        return [.. chosen];
    }
}
