using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pinhole.Engine.Kernels.Cpu;

namespace Pinhole.Engine.Tests.Training;

/// <summary>Training where threads have to share cores goes on, and ends in the same bits as anywhere.</summary>
[Collection(nameof(Alone))]
public sealed class CrowdedMachineTests
{
    private const int Rows = 100;
    private static readonly int[] Layers = [70, 50, 10, 50, 70];

    private static int[] Alone
    {
        get
        {
            using Device device = CpuKernels.Create(1);
            return DeterminismTests.Train(device, Rows, Layers);
        }
    }

    [Fact]
    public void Trainings_at_the_same_time_with_kernels_of_their_own_end_as_if_alone()
    {
        int[] alone = Alone;
        foreach (int[] found in AtOnce(4, () =>
            {
                using Device device = CpuKernels.Create(3, cores: 3);
                return DeterminismTests.Train(device, Rows, Layers);
            }))
        {
            DeterminismTests.AssertSame(alone, found);
        }
    }

    [Fact]
    public void Trainings_at_the_same_time_on_the_same_kernels_end_as_if_alone()
    {
        int[] alone = Alone;
        using Device device = CpuKernels.Create(3, cores: 3);
        foreach (int[] found in AtOnce(4, () => DeterminismTests.Train(device, Rows, Layers)))
            DeterminismTests.AssertSame(alone, found);
    }

    [Fact]
    public void Busy_threads_of_others_do_not_stop_it()
    {
        using CancellationTokenSource enough = new();
        Thread[] busy =
        [
            .. Enumerable
                .Range(0, 2 * Environment.ProcessorCount)
                .Select(_ => new Thread(() =>
                {
                    while (!enough.IsCancellationRequested)
                        Thread.SpinWait(1000);
                })),
        ];
        foreach (Thread thread in busy)
            thread.Start();
        using Device device = CpuKernels.Create(3, cores: 3);
        int[] found = DeterminismTests.Train(device, Rows, Layers);
        enough.Cancel();
        foreach (Thread thread in busy)
            thread.Join();
        DeterminismTests.AssertSame(Alone, found);
    }

    // A container limited to one core says so to the runtime; a process that is bound to one core later does not.
    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public async Task One_core_is_enough_for_four_threads(string coresAsToldToTheRuntime)
    {
        string output = await Child.Run(Child.Cores, "DOTNET_PROCESSOR_COUNT", coresAsToldToTheRuntime);
        Assert.Equal($"{coresAsToldToTheRuntime}: {Fingerprint(Alone)}", output);
    }

    /// <summary>
    /// What the child does: trains on one core and prints how many the runtime knows of, and the weights.
    /// </summary>
    internal static void RunChild()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using Process process = Process.GetCurrentProcess();
            long allowed = process.ProcessorAffinity;
            process.ProcessorAffinity = (nint)(allowed & -allowed);
        }

        using Device device = CpuKernels.Create(4);
        string weights = Fingerprint(DeterminismTests.Train(device, Rows, Layers));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount}: {weights}"));
    }

    private static string Fingerprint(int[] bits) =>
        Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<int>(bits)));

    private static int[][] AtOnce(int trainings, Func<int[]> train)
    {
        int[][] found = new int[trainings][];
        Thread[] threads = [.. Enumerable.Range(0, trainings).Select(i => new Thread(() => found[i] = train()))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return found;
    }
}
