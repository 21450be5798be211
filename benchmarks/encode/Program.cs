using System.CommandLine;
using System.Globalization;
using Pinhole.Benchmarks;
using Pinhole.Benchmarks.Encode;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;
using Pinhole.Models;
using Pinhole.Models.Networks;

Option<int> pairs = SharedOptions.Pairs,
    threads = SharedOptions.Threads;
Option<double> seconds = SharedOptions.Seconds;
seconds.DefaultValueFactory = _ => 2;
Option<bool> alone = SharedOptions.Alone,
    json = SharedOptions.Json;
Option<string> peers = SharedOptions.Peers;
RootCommand root = new(
    "Times encoding by 784-256-128-32 beside PyTorch, the latency of one row, and many callers at once."
)
{
    pairs,
    seconds,
    threads,
    alone,
    json,
    peers,
};
root.SetAction(result =>
{
    CultureInfo culture = CultureInfo.InvariantCulture;
    bool lines = result.GetValue(json);
    double time = result.GetValue(seconds);
    using Kernels kernels = CpuKernels.Create(result.GetValue(threads));
    AutoencoderOptions options = new() { Latent = 32, Network = new DenseNetwork([256, 128], Activation.Relu) };
    using Autoencoder model = Autoencoder.Create(options, new Schema { Columns = 784, Maximum = 1 }, seed: 1, kernels);

    if (!lines)
        Console.WriteLine($"{"rows a call", -12} {"rows/s", 11} {Pairs.Heads("ms")}");
    foreach (int batch in (int[])[1, 32, 1024])
    {
        Pairs figures = new();
        for (int pair = 0; pair < result.GetValue(pairs); pair++)
        {
            double ours = OurCalls.Milliseconds(model, batch, time);
            figures.Add(
                ours,
                result.GetValue(alone)
                    ? null
                    : Child
                        .RunPeer(
                            result.GetValue(peers)!,
                            "torch_throughput.py",
                            "--batch",
                            batch.ToString(culture),
                            "--seconds",
                            time.ToString(culture),
                            "--threads",
                            result.GetValue(threads).ToString(culture)
                        )
                        .GetProperty("milliseconds")
                        .GetDouble()
            );
        }

        double rows = batch / figures.Ours * 1000;
        Console.WriteLine(
            lines
                ? figures.Json(
                    string.Create(culture, $"\"case\": \"encode\", \"batch\": {batch}, \"rowsPerSecond\": {rows:F0}"),
                    "milliseconds"
                )
                : string.Create(culture, $"{batch, -12} {rows, 11:N0} {figures.Columns}")
        );
    }

    (double median, double late) = OurCalls.Latency(model, time);
    Console.WriteLine(
        lines
            ? string.Create(culture, $"{{\"case\": \"latency\", \"microseconds\": {median:F2}, \"p99\": {late:F2}}}")
            : string.Create(culture, $"one row: median {median:F2} µs, 99th percentile {late:F2} µs")
    );
    foreach (int callers in (int[])[2, 4])
    {
        (double rows, long bytes) = OurCalls.AtOnce(model, callers, time);
        Console.WriteLine(
            lines
                ? string.Create(
                    culture,
                    $"{{\"case\": \"callers\", \"callers\": {callers}, \"rowsPerSecond\": {rows:F0}, \"bytes\": "
                        + $"{bytes}}}"
                )
                : string.Create(
                    culture,
                    $"{callers} callers at once, a row a call: {rows:N0} rows/s, {bytes} bytes allocated"
                )
        );
    }
});
return root.Parse(args).Invoke();
