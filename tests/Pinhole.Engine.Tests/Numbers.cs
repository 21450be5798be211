using System.Globalization;

namespace Pinhole.Engine.Tests;

/// <summary>Comparison of many numbers at once, with the first bad one in the message.</summary>
internal static class Numbers
{
    /// <summary>
    /// Fails where numbers differ by more than the tolerance times what is expected, or times 1 if that is larger.
    /// </summary>
    public static void AssertClose(
        ReadOnlySpan<double> expected,
        ReadOnlySpan<float> actual,
        double tolerance,
        string what
    )
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            AssertClose(
                expected[i],
                actual[i],
                tolerance,
                $"{what}, element {i.ToString(CultureInfo.InvariantCulture)}"
            );
    }

    public static void AssertClose(
        ReadOnlySpan<double> expected,
        ReadOnlySpan<double> actual,
        double tolerance,
        string what
    )
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            AssertClose(
                expected[i],
                actual[i],
                tolerance,
                $"{what}, element {i.ToString(CultureInfo.InvariantCulture)}"
            );
    }

    public static void AssertClose(double expected, double actual, double tolerance, string what)
    {
        bool close = double.IsFinite(expected)
            ? Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected))
            : expected.Equals(actual);
        if (!close)
            Assert.Fail(
                string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, found {actual:R}.")
            );
    }
}
