using Google.Protobuf;

namespace Pinhole.ModelFiles.Onnx;

/// <summary>The attributes of a node.</summary>
internal static class Attributes
{
    public static AttributeProto Number(string name, float value) =>
        new()
        {
            Name = name,
            Type = AttributeType.Float,
            F = value,
        };

    public static AttributeProto Integer(string name, long value) =>
        new()
        {
            Name = name,
            Type = AttributeType.Int,
            I = value,
        };

    public static AttributeProto Integers(string name, params long[] values) =>
        new()
        {
            Name = name,
            Type = AttributeType.Ints,
            Ints = { values },
        };

    public static AttributeProto Text(string name, string value) =>
        new()
        {
            Name = name,
            Type = AttributeType.String,
            S = ByteString.CopyFromUtf8(value),
        };
}
