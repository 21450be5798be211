namespace Pinhole.Evaluation;

/// <summary>How alike images and their reconstructions are, mean over images.</summary>
/// <param name="Psnr">The <see cref="PeakSignalToNoise"/> of an image in dB; null where it is not finite: where one is
/// rebuilt without error, or all have one color.</param>
/// <param name="Ssim">The <see cref="StructuralSimilarity"/> of an image; null for images smaller than its window, or
/// all of one color.</param>
public sealed record ImageMetrics(double? Psnr, double? Ssim);
