namespace Pinhole.Tests.Common;

/// <summary>How often a test tries what it tries: a little in each run of the tests, and much in .ci/fuzz.</summary>
internal static class Effort
{
    /// <summary>The trait of tests that .ci/fuzz runs again.</summary>
    public const string Category = "Category";

    /// <summary>Its value.</summary>
    public const string Fuzz = "Fuzz";

    /// <summary>The first number, or the second one in .ci/fuzz.</summary>
    public static int Of(int little, int much) =>
        Environment.GetEnvironmentVariable("PINHOLE_FUZZ") == "1" ? much : little;
}
