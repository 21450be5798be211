namespace Pinhole.Evaluation;

/// <summary>The similarity of images and their reconstructions, mean over images.</summary>
/// <param name="Psnr">The <see cref="PeakSignalToNoise"/> of an image in dB; null if it is not finite: if one is
/// rebuilt without error, or all have one colour.</param>
/// <param name="Ssim">The <see cref="StructuralSimilarity"/> of an image; null if images are smaller than its window,
/// or all have one colour.</param>
public sealed record ImageMetrics(double? Psnr, double? Ssim);
