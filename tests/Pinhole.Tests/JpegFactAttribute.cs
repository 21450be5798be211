using Pinhole.Data.Readers.Images;

namespace Pinhole.Tests;

/// <summary>
/// A test that reads JPEG; skipped where the system has no libturbojpeg, or lacks the public data it reads.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class JpegFactAttribute : FactAttribute
{
    public JpegFactAttribute(string? needs = null)
    {
        Needs = needs;
        if (TurboJpeg.Library is null)
            Skip = $"libturbojpeg is not installed; {TurboJpeg.HowToGet}";
        else if (needs is not null && !Path.Exists(Repository.RealData(needs)))
            Skip = $"{needs} is not in PINHOLE_DATA or ../shared/data";
    }

    /// <summary>The file or folder of public data it reads; null for none.</summary>
    public string? Needs { get; }
}
