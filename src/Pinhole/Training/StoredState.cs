using System.Text.Json.Serialization;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>The JSON part of a checkpoint; its long lists are tensors.</summary>
internal sealed record StoredState(
    int Version,
    TrainingOptions Options,
    string Data,
    int Epoch,
    int Batch,
    long Steps,
    ulong ShufflePosition,
    double LearningRate,
    int BestEpoch,
    double BestLoss,
    int Waited,
    int Rows,
    double Loss,
    string[] TermNames,
    double[] Terms,
    long Samples,
    double Seconds,
    PretrainedLayer[]? Pretrained = null
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(StoredState))]
internal sealed partial class StateJson : JsonSerializerContext;
