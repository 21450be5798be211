using System.Text.Json.Serialization;

namespace Pinhole.Evaluation;

/// <summary>The figures of compared rows as JSON: one member for each figure that applies.</summary>
public abstract record RowFigures
{
    private protected abstract (
        ReconstructionMetrics? Errors,
        ImageMetrics? Images,
        ClassificationScores? Classes
    ) All { get; }

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Mse => All.Errors?.Mse;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Mae => All.Errors?.Mae;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Rmse => All.Errors?.Rmse;

    /// <summary>For images, the mean over images. NaN, written as null, if it is not finite.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Psnr =>
        All switch
        {
            { Images: { } images } => images.Psnr ?? double.NaN,
            { Errors: { } errors } => errors.Psnr ?? double.NaN,
            _ => null,
        };

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? SquaredErrorPerSample => All.Errors?.SquaredErrorPerSample;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Ssim => All.Images is { } images ? images.Ssim ?? double.NaN : null;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Error => All.Classes?.Error;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Accuracy => All.Classes?.Accuracy;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? MacroF1 => All.Classes?.MacroF1;

    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal double? Auc => All.Classes is { } classes ? classes.Auc ?? double.NaN : null;
}
