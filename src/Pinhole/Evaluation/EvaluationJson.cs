using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>How an evaluation is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(FiniteNumberConverter)]
)]
[JsonSerializable(typeof(EvaluationRecord))]
[JsonSerializable(typeof(DenoisingScores))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
