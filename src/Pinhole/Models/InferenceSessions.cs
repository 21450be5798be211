using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;

namespace Pinhole.Models;

/// <summary>The resources of one call of a model: a tape that records nothing, and rows to prepare in place.</summary>
internal sealed class InferenceSession(Kernels kernels) : IDisposable
{
    private float[] _rows = [];

    public Tape Tape { get; } = new(kernels, recording: false);

    /// <summary>A buffer for rows, not cleared: [rows, columns] of the longest call so far.</summary>
    public Span<float> Rows(int length)
    {
        if (_rows.Length < length)
            _rows = new float[length];
        return _rows.AsSpan(0, length);
    }

    public void Dispose() => Tape.Dispose();
}

/// <summary>
/// Idle sessions, so that many threads can use a model at once. A call allocates nothing while no more calls run at
/// once than before.
/// </summary>
internal sealed class InferenceSessions(Kernels kernels, int columns) : IDisposable
{
    private const int FloatsInAChunk = 1 << 20;

    private readonly InferenceSession?[] _idle = new InferenceSession?[Math.Max(16, 2 * Environment.ProcessorCount)];
    private volatile bool _disposed;

    /// <summary>The number of rows that a session runs at a time.</summary>
    public int ChunkRows { get; } = Math.Clamp(FloatsInAChunk / columns, 1, 512);

    public InferenceSession Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(Autoencoder));
        for (int i = 0; i < _idle.Length; i++)
        {
            if (Interlocked.Exchange(ref _idle[i], null) is InferenceSession session)
                return session;
        }

        return new InferenceSession(kernels);
    }

    public void Return(InferenceSession session)
    {
        for (int i = 0; i < _idle.Length && !_disposed; i++)
        {
            if (Interlocked.CompareExchange(ref _idle[i], session, null) is null)
                return;
        }

        session.Dispose();
    }

    public void Dispose()
    {
        _disposed = true;
        for (int i = 0; i < _idle.Length; i++)
            Interlocked.Exchange(ref _idle[i], null)?.Dispose();
    }
}
