using System.Text.Json.Serialization;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>The JSON of recipes and their results. An unknown member is an error.</summary>
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
