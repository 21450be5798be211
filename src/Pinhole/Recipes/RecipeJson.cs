using System.Text.Json.Serialization;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>How recipes and their results are written. A member that nothing knows is a mistake, and told.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(Recipe))]
[JsonSerializable(typeof(AutoencoderOptions))]
[JsonSerializable(typeof(TrainingOptions))]
[JsonSerializable(typeof(Reproduction))]
internal sealed partial class RecipeJson : JsonSerializerContext;
