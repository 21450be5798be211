using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;
using Pinhole.Layers;
using Pinhole.Pieces;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The structural dissimilarity of two images: features · (1 − SSIM) / 2, where SSIM is the structural similarity of
/// Wang, Bovik, Sheikh and Simoncelli 2004, a mean over windows and channels that is 1 for equal images. It is a sum of
/// at most 1 for each feature, like the other losses. Used for training by Snell et al. 2017.
/// </summary>
/// <remarks>
/// Windows are 7 × 7 pixels, lie within the image and weight all pixels equally, K₁ = 0.01, K₂ = 0.03, and
/// (co)variances are divided by pixels − 1, as in scikit-image; in smaller images they are as high or wide as the
/// image. The range of the data is 1 for shares and scaled rows, the observed range for rows without preprocessing, and
/// 6 standard deviations for standardized rows.
/// </remarks>
public sealed record StructuralSimilarityReconstruction : Reconstruction
{
    /// <summary>The description of this piece.</summary>
    public static PieceDescription<Reconstruction> Description { get; } =
        new PieceDescription<Reconstruction, StructuralSimilarityReconstruction>(
            "ssim",
            "The structural dissimilarity of images",
            new(),
            _ => "structural similarity (ssim)"
        );

    /// <inheritdoc/>
    public override PieceDescription<Reconstruction> Describe() => Description;

    /// <summary>The sides of a window.</summary>
    public const int Window = 7;

    // K₁² and K₂² for data whose range is 1.
    private const float First = 1e-4f;
    private const float Second = 9e-4f;

    private const float StandardizedRange = 6;

    /// <summary>The shape of a row; null before the loss is resolved.</summary>
    [JsonIgnore]
    public ImageShape? Image { get; init; }

    /// <summary>The minimum of prepared values, which is subtracted from windows.</summary>
    [JsonIgnore]
    public float Low { get; init; }

    /// <summary>The range of prepared values, positive.</summary>
    [JsonIgnore]
    public float Range { get; init; } = 1;

    /// <inheritdoc/>
    public override Reconstruction Resolve(Schema schema, string preprocess)
    {
        ImageShape image = schema.Image
            ?? throw new InputException(
                $"the ssim loss compares images, but these rows are {schema.Columns} columns without height and width; "
                    + "give images (idx, or .npy with three or four dimensions), or choose another loss "
                    + "such as mse"
            );
        (float low, float range) = Preprocessors.LastStep(Preprocessors.Resolve(preprocess, schema)) switch
        {
            "minmax" or "binarize" => (0, 1),
            "standardize" or "robust" => (0, StandardizedRange),
            _ when schema is { Minimum: >= 0, Maximum: <= 1 } => (0, 1),
            _ => (schema.Minimum, schema.Maximum - schema.Minimum),
        };
        return this with { Image = image, Low = low, Range = range > 0 && float.IsFinite(range) ? range : 1 };
    }

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Batch batch, Pass pass)
    {
        Tensor target = batch.For(output).Targets;
        WindowMeans windows = new(
            output.Tape,
            Image ?? throw new InvalidOperationException("The loss must be resolved before it is used."),
            Window
        );
        Tensor x = output.Affine(1 / Range, -Low / Range),
            y = target.Affine(1 / Range, -Low / Range);
        Tensor meanX = windows.Of(x),
            meanY = windows.Of(y),
            bothSquares = windows.Of(x.Square() + y.Square()),
            products = windows.Of(x * y);

        // Subtract the minimum, so that a large offset of all pixels loses little precision.
        float unbiased = windows.Pixels > 1 ? windows.Pixels / (windows.Pixels - 1f) : 1;
        Tensor variances = unbiased * (bothSquares - meanX.Square() - meanY.Square()).Activate(Activation.Relu);
        Tensor covariance = unbiased * (products - (meanX * meanY));

        (meanX, meanY) = (meanX + (Low / Range), meanY + (Low / Range));
        Tensor similarity =
            (2f * (meanX * meanY) + First)
            * (2f * covariance + Second)
            / ((meanX.Square() + meanY.Square() + First) * (variances + Second));
        float share = 0.5f * target.Shape.Columns;
        return windows.Average(similarity).Affine(-share, share);
    }
}
