namespace Pinhole.Tests.Data;

/// <summary>What every refusal of bad input must be: one line that holds what the user needs.</summary>
internal static class Refusal
{
    public static void Says(Action action, params string[] parts)
    {
        InputException refusal = Assert.Throws<InputException>(action);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.Contains(';', refusal.Message);
        foreach (string part in parts)
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
    }
}
