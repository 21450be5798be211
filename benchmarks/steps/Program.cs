using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Pinhole.Benchmarks;
using Pinhole.Benchmarks.Steps;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;

Option<string[]> cases = new("--case")
{
    Description = "Which models",
    DefaultValueFactory = _ => [.. Case.All.Select(model => model.Name)],
};
cases.AcceptOnlyFromAmong([.. Case.All.Select(model => model.Name)]);
Option<int[]> batches = new("--batch") { Description = "Rows a step; the case's own without it" };
Option<bool> memory = new("--memory")
{
    Description = "Compare the greatest resident size of a training process rather than the time of a step",
};
Option<int> pairs = SharedOptions.Pairs,
    threads = SharedOptions.Threads;
Option<double> seconds = SharedOptions.Seconds;
Option<bool> alone = SharedOptions.Alone,
    json = SharedOptions.Json;
Option<string> peers = SharedOptions.Peers;
Option<long> soak = new("--soak")
{
    Description = "Only take so many steps of a small model, and tell the memory held early, midway and at the end",
};

RootCommand root = new(
    "Times training steps through the public API beside PyTorch or scikit-learn, both in turn on the same cores."
)
{
    cases,
    batches,
    memory,
    pairs,
    seconds,
    threads,
    alone,
    json,
    soak,
    peers,
};
root.SetAction(result =>
{
    bool lines = result.GetValue(json),
        ofMemory = result.GetValue(memory);
    (string unit, string member) = ofMemory ? ("MB", "peakMegabytes") : ("ms", "milliseconds");
    using Kernels kernels = CpuKernels.Create(result.GetValue(threads));
    if (result.GetValue(soak) is long steps and > 1)
    {
        double[] megabytes = Soak.Run(steps, kernels).Megabytes;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{{\"steps\": {steps}, \"earlyMegabytes\": {megabytes[0]:F1}, \"middleMegabytes\": "
                    + $"{megabytes[1]:F1}, \"endMegabytes\": {megabytes[2]:F1}}}"
            )
        );
        return;
    }

    if (!lines)
        Console.WriteLine($"{"case", -10} {"batch", 5} {Pairs.Heads(unit)}");
    foreach (string name in result.GetValue(cases)!)
    {
        Case model = Case.All.Single(item => item.Name == name);
        foreach (int batch in result.GetValue(batches) is { Length: > 0 } given ? given : model.Batches)
        {
            string[] arguments =
            [
                "--case",
                name,
                "--batch",
                batch.ToString(CultureInfo.InvariantCulture),
                "--seconds",
                result.GetValue(seconds).ToString(CultureInfo.InvariantCulture),
                "--threads",
                result.GetValue(threads).ToString(CultureInfo.InvariantCulture),
            ];
            double? Peer() =>
                result.GetValue(alone) ? null : Figure(Child.RunPeer(result.GetValue(peers)!, model.Script, arguments));
            Pairs figures = new();
            if (!ofMemory)
                figures = OurSteps.Measure(
                    model,
                    batch,
                    result.GetValue(seconds),
                    result.GetValue(pairs),
                    kernels,
                    Peer
                );
            for (int pair = 0; ofMemory && pair < result.GetValue(pairs); pair++)
                figures.Add(
                    Figure(
                        JsonElement.Parse(
                            Child.Run(
                                "dotnet",
                                [
                                    "exec",
                                    typeof(Case).Assembly.Location,
                                    "--alone",
                                    "--json",
                                    "--pairs",
                                    "1",
                                    .. arguments,
                                ]
                            )
                        )
                    ),
                    Peer()
                );

            string members = $"\"case\": \"{name}\", \"batch\": {batch}";
            if (!ofMemory)
                members += string.Create(
                    CultureInfo.InvariantCulture,
                    $", \"peakMegabytes\": {Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0:F1}"
                );
            Console.WriteLine(lines ? figures.Json(members, member) : $"{name, -10} {batch, 5} {figures.Columns}");
        }
    }

    double Figure(JsonElement answer) => answer.GetProperty(member).GetDouble();
});
return root.Parse(args).Invoke();
