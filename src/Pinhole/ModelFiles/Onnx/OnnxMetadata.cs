using System.Globalization;
using System.Text.Json;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>The metadata of an ONNX file: texts, and lists of texts as JSON arrays.</summary>
internal static class OnnxMetadata
{
    /// <summary>The texts by name.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<StringStringEntryProto> Of(Autoencoder model)
    {
        Schema schema = model.Schema;
        yield return Entry("format", "pinhole");
        yield return Entry("version", Text(OnnxExport.FormatVersion));
        yield return Entry("preset", model.Options.Preset);
        yield return Entry("preprocessor", model.Preprocessor.Name);
        yield return Entry("columns", Text(model.Columns));
        if (schema.ColumnNames is { } columns)
            yield return Entry("columnNames", List(columns));
        if (schema.Image is ImageShape image)
            yield return Entry("image", $"[{Text(image.Channels)},{Text(image.Height)},{Text(image.Width)}]");
        yield return Entry("latent", Text(model.Latent));
        yield return Entry("outputColumns", Text(model.OutputColumns));
        if (schema.Output.ColumnNames is { } outputs)
            yield return Entry("outputColumnNames", List(outputs));
        yield return Entry("condition", Text(model.ConditionSize));
        if (model.Options.Condition.Labels)
            yield return Entry("classNames", List(schema.ClassNames));
        if (model.Options.Condition.Context && schema.Context?.ColumnNames is { } context)
            yield return Entry("contextNames", List(context));
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string List(IReadOnlyList<string> names) =>
        JsonSerializer.Serialize(names, ModelJson.Default.IReadOnlyListString);
}
