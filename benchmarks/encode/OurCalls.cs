using System.Diagnostics;
using Pinhole.Engine.Random;
using Pinhole.Models;

namespace Pinhole.Benchmarks.Encode;

/// <summary>
/// Times calls of <see cref="Autoencoder.Encode(ReadOnlySpan{float}, Span{float}, ReadOnlySpan{float})"/>.
/// </summary>
internal static class OurCalls
{
    private const int Stretches = 10;

    /// <summary>The median over ten stretches of the mean time of a call with so many rows, in milliseconds.</summary>
    public static double Milliseconds(Autoencoder model, int batch, double seconds)
    {
        (float[] rows, float[] latents) = Buffers(model, batch);
        int calls = Math.Max(1, WarmUp(model, rows, latents, seconds / 4) * 4 / Stretches);
        return Pairs.Median(
            Enumerable
                .Range(0, Stretches)
                .Select(_ =>
                {
                    long start = Stopwatch.GetTimestamp();
                    for (int call = 0; call < calls; call++)
                        model.Encode(rows, latents);
                    return Stopwatch.GetElapsedTime(start).TotalMilliseconds / calls;
                })
        );
    }

    /// <summary>
    /// How long a call with one row takes, in microseconds: the median, and what one call in a hundred takes longer
    /// than.
    /// </summary>
    public static (double Median, double Late) Latency(Autoencoder model, double seconds)
    {
        (float[] row, float[] latent) = Buffers(model, 1);
        double[] times = new double[WarmUp(model, row, latent, seconds / 2)];
        for (int call = 0; call < times.Length; call++)
        {
            long start = Stopwatch.GetTimestamp();
            model.Encode(row, latent);
            times[call] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        return (times[times.Length / 2], times[times.Length * 99 / 100]);
    }

    /// <summary>
    /// Rows a second of threads that call at the same time with a row each, and what all of them allocate.
    /// </summary>
    public static (double RowsPerSecond, long Bytes) AtOnce(Autoencoder model, int callers, double seconds)
    {
        int ready = 0,
            done = 0;
        long rows = 0;
        bool go = false,
            stop = false;
        Thread[] threads = [.. Enumerable.Range(0, callers).Select(_ => new Thread(Call))];
        foreach (Thread thread in threads)
            thread.Start();
        while (Volatile.Read(ref ready) < callers)
            Thread.Sleep(1);
        long bytes = GC.GetTotalAllocatedBytes(precise: true),
            start = Stopwatch.GetTimestamp();
        Volatile.Write(ref go, true);
        Thread.Sleep((int)(seconds * 1000));
        Volatile.Write(ref stop, true);
        while (Volatile.Read(ref done) < callers)
            Thread.Sleep(0);
        double elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        foreach (Thread thread in threads)
            thread.Join();
        return (rows / elapsed, bytes);

        void Call()
        {
            (float[] row, float[] latent) = Buffers(model, 1);
            WarmUp(model, row, latent, 0.2);
            Interlocked.Increment(ref ready);
            while (!Volatile.Read(ref go))
                Thread.Sleep(0);
            long own = 0;
            for (; !Volatile.Read(ref stop); own++)
                model.Encode(row, latent);
            Interlocked.Add(ref rows, own);
            Interlocked.Increment(ref done);
        }
    }

    private static (float[] Rows, float[] Latents) Buffers(Autoencoder model, int batch)
    {
        Rng rng = new(1);
        float[] rows = new float[batch * model.Columns];
        for (int i = 0; i < rows.Length; i++)
            rows[i] = rng.NextFloat();
        return (rows, new float[batch * model.Latent]);
    }

    private static int WarmUp(Autoencoder model, float[] rows, float[] latents, double seconds)
    {
        int calls = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; calls++)
            model.Encode(rows, latents);
        return calls;
    }
}
