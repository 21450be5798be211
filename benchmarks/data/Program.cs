using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Pinhole.Benchmarks;
using Pinhole.Benchmarks.Data;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Training;

Option<int> pairs = SharedOptions.Pairs,
    threads = SharedOptions.Threads;
Option<bool> alone = SharedOptions.Alone;
Option<string> peers = SharedOptions.Peers;
Option<long> megabytes = new("--megabytes") { Description = "How large the files are", DefaultValueFactory = _ => 200 };
RootCommand root = new(
    "Times reading files into float32 in memory beside pandas and NumPy, and training from a file beside training "
        + "from memory."
)
{
    pairs,
    threads,
    alone,
    peers,
    megabytes,
};
root.SetAction(result =>
{
    CultureInfo culture = CultureInfo.InvariantCulture;
    using TestFiles files = new(result.GetValue(megabytes));
    Console.WriteLine($"{"file", -12} {"MB/s", 8} {"bytes, s", 9} {Pairs.Heads("s")}");
    string npy = files.Npy();
    foreach (
        (string name, string path) in new[]
        {
            ("csv", files.Csv()),
            ("csv.gz", files.PackedCsv()),
            ("npy", npy),
            ("idx", files.Idx()),
            ("bed", files.Bed()),
        }
    )
    {
        Pairs figures = new();
        List<double> bytes = [];
        _ = Read(path);
        for (int pair = 0; pair < result.GetValue(pairs); pair++)
        {
            bytes.Add(ReadBytes(path));
            figures.Add(
                Read(path),
                result.GetValue(alone)
                    ? null
                    : Child
                        .RunPeer(
                            result.GetValue(peers)!,
                            "numpy_read.py",
                            "--path",
                            path,
                            "--threads",
                            result.GetValue(threads).ToString(culture)
                        )
                        .GetProperty("seconds")
                        .GetDouble()
            );
        }

        Console.WriteLine(
            string.Create(
                culture,
                $"{name, -12} {new FileInfo(path).Length / figures.Ours / 1e6, 8:N0} {Pairs.Median(bytes), 9:F3} "
                    + $"{figures.Columns}"
            )
        );
    }

    using Kernels kernels = CpuKernels.Create(result.GetValue(threads));
    Pairs training = new();
    Dataset memory = Dataset.Open(npy),
        disk = Dataset.Open(npy, new DataOptions { Memory = 0 });
    for (int pair = 0; pair < result.GetValue(pairs); pair++)
        training.Add(Train(disk, kernels), Train(memory, kernels));
    Console.WriteLine(
        string.Create(
            culture,
            $"training 784-256-128-32, batches of 128, {memory.Rows:N0} rows: from the file {training.Ours:F3} s an "
                + $"epoch, {training.Columns.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]} of the "
                + $"speed from memory"
        )
    );
    return 0;
});
return root.Parse(args).Invoke();

static double Read(string path)
{
    long start = Stopwatch.GetTimestamp();
    // However little memory the machine has, this is to be read.
    Dataset data = Dataset.Open(path, new DataOptions { Memory = long.MaxValue });
    // Genotypes stay packed until they are asked for, a batch at a time; so does the peer.
    if (path.EndsWith(".bed", StringComparison.Ordinal))
    {
        const int batch = 128;
        float[] values = new float[batch * data.Columns];
        for (int first = 0; first < data.Rows; first += batch)
            data.CopyRows([.. Enumerable.Range(first, Math.Min(batch, data.Rows - first))], values);
    }

    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    GC.KeepAlive(data);
    GC.Collect();
    return seconds;
}

// What no reader can be faster than: the bytes as they are, brought into memory of one's own.
static double ReadBytes(string path)
{
    long start = Stopwatch.GetTimestamp();
    byte[] bytes = File.ReadAllBytes(path);
    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
    GC.KeepAlive(bytes);
    GC.Collect();
    return seconds;
}

static double Train(Dataset rows, Kernels kernels)
{
    AutoencoderOptions options = new() { Latent = 32, Network = new DenseNetwork([256, 128], Activation.Relu) };
    using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 1, kernels);
    // The first epoch is warm-up, and what is measured before and after training is left out.
    List<double> ends = [];
    Trainer.Fit(
        model,
        rows,
        new TrainingOptions { Epochs = 3, ValidationShare = 0 },
        new Watch(progress =>
        {
            if (progress.EpochEnded)
                ends.Add(progress.Elapsed.TotalSeconds);
        })
    );
    return (ends[^1] - ends[0]) / 2;
}

/// <summary>Watches training.</summary>
internal sealed class Watch(Action<TrainingProgress> look) : ITrainingObserver
{
    public bool Observe(in TrainingProgress progress)
    {
        look(progress);
        return true;
    }
}
