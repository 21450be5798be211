using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>How what was measured is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(EvaluationRecord))]
[JsonSerializable(typeof(DenoisingScores))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
