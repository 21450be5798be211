namespace Pinhole;

/// <summary>
/// Something the user gave cannot be used: a file, a value in it, an option. The message is one line that says
/// what is wrong, where, and what to do, and is meant to be shown as it is.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong; where; what to do.</param>
    /// <param name="innerException">What was caught, if anything.</param>
    public InputException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
