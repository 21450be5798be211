using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Models;

namespace Pinhole.ModelFiles;

/// <summary>
/// The JSON of options and schema in a model file. The pieces are a closed list: no type is looked up by name.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AutoencoderOptions))]
[JsonSerializable(typeof(Schema))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class ModelJson : JsonSerializerContext;
