using System.Globalization;
using System.Text.Json;
using Pinhole.Models;
using Pinhole.Models.Regularizers;
using Pinhole.Pieces;

namespace Pinhole.Cli.Output;

/// <summary>Shows the pieces of a model, as they describe themselves.</summary>
internal static class PieceFigures
{
    /// <summary>The pieces as a person reads them, each with its kind.</summary>
    /// <param name="model">A trained model.</param>
    public static IEnumerable<(string Kind, string Reading)> Readings(Autoencoder model)
    {
        AutoencoderOptions options = model.Options;
        if (!options.Corruption.IsNone)
            yield return ("corruption", Read(options.Corruption));
        yield return ("network", Read(options.Network));
        yield return ("bottleneck", Read(options.Bottleneck));
        IEnumerable<string> learned = model
            .Reconstruction.Learned(model)
            .Select(figure => string.Create(CultureInfo.InvariantCulture, $", {figure.Symbol} = {figure.Value:G4}"));
        yield return ("loss", Read(model.Reconstruction) + string.Concat(learned));
        foreach (Regularizer regularizer in options.Regularizers)
            yield return ("penalty", Read(regularizer));
    }

    /// <summary>Writes all pieces as one JSON object, each with its name, its settings and its reading.</summary>
    /// <param name="json">Where it goes.</param>
    /// <param name="model">A trained model.</param>
    public static void Write(Utf8JsonWriter json, Autoencoder model)
    {
        AutoencoderOptions options = model.Options;
        json.WriteStartObject("pieces");
        WritePiece(json, "corruption", options.Corruption);
        WritePiece(json, "network", options.Network);
        WritePiece(json, "bottleneck", options.Bottleneck);
        WritePiece(json, "reconstruction", model.Reconstruction);
        json.WriteStartArray("regularizers");
        foreach (Regularizer regularizer in options.Regularizers)
            WritePiece(json, null, regularizer);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the settings of a piece that are set, each as a member of its own.</summary>
    /// <param name="json">Where they go.</param>
    /// <param name="piece">The piece.</param>
    public static void WriteSettings<TFamily>(Utf8JsonWriter json, TFamily piece)
        where TFamily : class, IPiece<TFamily>
    {
        foreach (Setting<TFamily> setting in piece.Describe().Settings)
        {
            string name = JsonNamingPolicy.CamelCase.ConvertName(setting.Name);
            switch (setting.Get(piece))
            {
                case null:
                    break;
                case bool flag:
                    json.WriteBoolean(name, flag);
                    break;
                case int count:
                    json.WriteNumber(name, count);
                    break;
                case double number:
                    json.WriteNumber(name, number);
                    break;
                case IReadOnlyList<int> sizes:
                    json.WriteStartArray(name);
                    foreach (int size in sizes)
                        json.WriteNumberValue(size);
                    json.WriteEndArray();
                    break;
                case object choice:
                    json.WriteString(name, $"{choice}");
                    break;
            }
        }
    }

    private static string Read<TFamily>(TFamily piece)
        where TFamily : class, IPiece<TFamily> => piece.Describe().Read(piece);

    private static void WritePiece<TFamily>(Utf8JsonWriter json, string? member, TFamily piece)
        where TFamily : class, IPiece<TFamily>
    {
        if (member is null)
            json.WriteStartObject();
        else
            json.WriteStartObject(member);
        json.WriteString("name", piece.Describe().Name);
        WriteSettings(json, piece);
        json.WriteString("reading", Read(piece));
        json.WriteEndObject();
    }
}
