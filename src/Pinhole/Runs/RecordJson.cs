using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pinhole.Evaluation;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>The JSON of a run's record, in its folder and, shortened, in its model file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(TrainingRecord))]
[JsonSerializable(typeof(TrainingSummary))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    /// <summary>The JSON of a whole record without the baseline, which the model file stores.</summary>
    public static JsonTypeInfo<TrainingRecord> ForRecord()
    {
        JsonSerializerOptions options = new(Default.Options)
        {
            TypeInfoResolver = Default.WithAddedModifier(type =>
            {
                // The serializer refuses a required property that is left out.
                foreach (JsonPropertyInfo property in type.Properties)
                    property.IsRequired &= property.Set is not null;
            }),
        };
        return (JsonTypeInfo<TrainingRecord>)options.GetTypeInfo(typeof(TrainingRecord));
    }
}
