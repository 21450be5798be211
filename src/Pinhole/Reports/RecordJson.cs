using System.Text.Json.Serialization;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>How the record of a run is written in its folder and, in short, in its model file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(TrainingRecord))]
[JsonSerializable(typeof(TrainingSummary))]
internal sealed partial class RecordJson : JsonSerializerContext;
