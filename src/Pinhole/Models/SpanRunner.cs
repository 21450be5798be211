using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Autograd;

namespace Pinhole.Models;

/// <summary>The steps of a call, in this order.</summary>
[Flags]
internal enum InferenceSteps
{
    Prepare = 1,
    Encode = 2,
    Decode = 4,
    Restore = 8,
    All = Prepare | Encode | Decode | Restore,
}

/// <summary>Runs spans of any length through a model, in blocks of rows, from any thread.</summary>
internal sealed class SpanRunner(Autoencoder model) : IDisposable
{
    private readonly InferenceSessions _sessions = new(
        model.Parameters.Kernels,
        Math.Max(model.Columns, model.OutputColumns)
    );

    /// <summary>Runs steps of the model.</summary>
    /// <param name="source">[count, source width].</param>
    /// <param name="sourceWidth">The width of a source row.</param>
    /// <param name="target">Receives [count, target width].</param>
    /// <param name="targetWidth">The width of a target row.</param>
    /// <param name="conditions">[count, condition].</param>
    /// <param name="steps">The steps.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Run(
        ReadOnlySpan<float> source,
        int sourceWidth,
        Span<float> target,
        int targetWidth,
        ReadOnlySpan<float> conditions,
        InferenceSteps steps
    )
    {
        int count = source.Length / sourceWidth;
        if (source.Length != (long)count * sourceWidth)
            throw new ArgumentException(
                $"The model takes rows of {sourceWidth} numbers; {source.Length} is not a multiple of it.",
                nameof(source)
            );
        if (target.Length != (long)count * targetWidth)
            throw new ArgumentException(
                $"{count} rows need room for {(long)count * targetWidth} numbers, not {target.Length}.",
                nameof(target)
            );
        if (conditions.Length != (long)count * model.ConditionSize)
        {
            throw new ArgumentException(
                model.ConditionSize == 0
                    ? $"The model takes no conditions, but {conditions.Length} numbers were given."
                    : $"The model is conditional: {count} rows need {(long)count * model.ConditionSize} numbers of "
                        + $"condition, not {conditions.Length}; {nameof(Autoencoder.Conditions)} and "
                        + $"{nameof(Autoencoder.ConditionOf)} make them.",
                nameof(conditions)
            );
        }

        InferenceSession session = _sessions.Rent();
        try
        {
            for (int first = 0; first < count; first += _sessions.ChunkRows)
            {
                int rows = Math.Min(_sessions.ChunkRows, count - first);
                RunChunk(
                    session,
                    source.Slice(first * sourceWidth, rows * sourceWidth),
                    target.Slice(first * targetWidth, rows * targetWidth),
                    conditions.Slice(first * model.ConditionSize, rows * model.ConditionSize),
                    rows,
                    steps
                );
            }
        }
        finally
        {
            _sessions.Return(session);
        }
    }

    private void RunChunk(
        InferenceSession session,
        ReadOnlySpan<float> source,
        Span<float> target,
        ReadOnlySpan<float> conditions,
        int rows,
        InferenceSteps steps
    )
    {
        Tape tape = session.Tape;
        tape.Rewind();
        if ((steps & InferenceSteps.Prepare) != 0 && model.Preprocessor is not NoPreprocessing)
        {
            Span<float> prepared = session.Rows(source.Length);
            source.CopyTo(prepared);
            for (int row = 0; row < rows; row++)
                model.Preprocessor.ApplyInPlace(prepared.Slice(row * model.Columns, model.Columns));
            source = prepared;
        }

        Tensor tensor = tape.Input(source, new Shape(rows, source.Length / rows));
        Tensor? condition =
            model.ConditionSize == 0 ? null : tape.Input(conditions, new Shape(rows, model.ConditionSize));
        Batch? batch = null;
        if ((steps & InferenceSteps.Encode) != 0)
        {
            batch = new Batch(tensor, tensor, condition);
            tensor = model.Encode(tensor, condition);
        }

        if ((steps & InferenceSteps.Decode) != 0)
            tensor = model.Decode(tensor, condition, batch);
        tape.Read(tensor, target);
        if ((steps & InferenceSteps.Restore) != 0)
        {
            for (int row = 0; row < rows; row++)
                model.OutputPreprocessor.InvertInPlace(target.Slice(row * model.OutputColumns, model.OutputColumns));
        }
    }

    public void Dispose() => _sessions.Dispose();
}
