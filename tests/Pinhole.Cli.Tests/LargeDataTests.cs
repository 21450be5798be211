using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Pinhole.Cli.Tests;

/// <summary>
/// Training on data larger than the memory: .NET is limited to a fourth of their size or less, and the memory of the
/// process is watched.
/// </summary>
public sealed class LargeDataTests : IDisposable
{
    private const long Megabyte = 1 << 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sparse_rows_that_would_take_four_gigabytes_with_their_zeros()
    {
        const int rows = 20_000,
            columns = 50_000,
            kept = 50,
            kinds = 20;
        Random random = new(1);
        using (StreamWriter file = new(_folder.Of("counts.mtx"), append: false, Encoding.ASCII, 1 << 20))
        {
            file.Write($"%%MatrixMarket matrix coordinate integer general\n{rows} {columns} {rows * kept}\n");
            for (int row = 1; row <= rows; row++)
            {
                // Each kind of row has its own part of the columns; numbers at the same place are added up.
                int first = random.Next(kinds) * (columns / kinds);
                for (int i = 0; i < kept; i++)
                    file.Write($"{row} {1 + first + random.Next(columns / kinds)} {1 + random.Next(4)}\n");
            }
        }

        await Train(1024, "counts.mtx", "--latent", "8", "--hidden", "16");
    }

    [Fact]
    public async Task A_gigabyte_of_numpy()
    {
        const long bytes = 1024 * Megabyte;
        const int columns = 256,
            rows = (int)(bytes / (columns * sizeof(float)));
        using (FileStream file = File.Create(_folder.Of("rows.npy")))
        {
            string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}";
            file.Write([
                0x93,
                .. "NUMPY\x01\0"u8,
                118,
                0,
                .. Encoding.ASCII.GetBytes(header.PadRight(117)),
                (byte)'\n',
            ]);
            byte[] block = new byte[1 << 20];
            float[] values = new float[block.Length / sizeof(float)];
            for (int i = 0; i < values.Length; i++)
                values[i] = MathF.Sin(((i % columns) * 0.1f) + (i / columns));
            Buffer.BlockCopy(values, 0, block, 0, block.Length);
            for (long written = 0; written < bytes; written += block.Length)
                file.Write(block);
        }

        await Train(256, "rows.npy", "--latent", "4", "--hidden", "16", "--batch", "1024");
    }

    private async Task Train(long megabytes, string data, params string[] options)
    {
        using Process process = PinholeCommand.Start(
            _folder.Path,
            ["train", data, .. options, "--epochs", "1", "--validation", "0.01", "--out", "run", "--quiet"],
            ("DOTNET_GCHeapHardLimit", $"{megabytes * Megabyte:X}")
        );
        Task<string> errors = process.StandardError.ReadToEndAsync(),
            output = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, OwnMemory(process));
            await Task.Delay(20);
        }

        Assert.True(process.ExitCode == 0, await errors + await output);
        Assert.True(File.Exists(_folder.Of("run/model.safetensors")));
        Assert.InRange(peak, 1, (megabytes * Megabyte) - 1);
    }

    // Without the pages of mapped files, which the system takes back whenever it wants to.
    private static long OwnMemory(Process process)
    {
        if (!OperatingSystem.IsLinux())
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }

        try
        {
            string? line = File.ReadLines($"/proc/{process.Id}/status")
                .FirstOrDefault(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
            return line is null
                ? 0
                : 1024
                    * long.Parse(
                        line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
                        CultureInfo.InvariantCulture
                    );
        }
        // The process has just ended.
        catch (IOException)
        {
            return 0;
        }
    }
}
