using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Pinhole.Evaluation;
using Pinhole.Training;

namespace Pinhole.Runs;

/// <summary>How the record of a run is written in its folder and, in short, in its model file.</summary>
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
    /// <summary>How a whole record is written: without the baseline, which the model file keeps.</summary>
    public static JsonTypeInfo<TrainingRecord> ForRecord()
    {
        JsonSerializerOptions options = new(Default.Options)
        {
            TypeInfoResolver = Default.WithAddedModifier(type =>
            {
                // The serializer refuses a property that is both required and left out.
                foreach (JsonPropertyInfo property in type.Properties)
                    property.IsRequired &= property.Set is not null;
            }),
        };
        return (JsonTypeInfo<TrainingRecord>)options.GetTypeInfo(typeof(TrainingRecord));
    }
}
