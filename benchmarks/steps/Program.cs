using System.CommandLine;
using System.Globalization;
using Pinhole.Benchmarks.Steps;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Kernels.Cpu;

Option<string[]> cases = new("--case") { Description = "Which models", DefaultValueFactory = _ => [.. Case.All.Select(model => model.Name)] };
cases.AcceptOnlyFromAmong([.. Case.All.Select(model => model.Name)]);
Option<int[]> batches = new("--batch") { Description = "Rows a step", DefaultValueFactory = _ => [128, 32] };
Option<int> pairs = new("--pairs") { Description = "How often each side is measured, in turn", DefaultValueFactory = _ => 5 };
Option<double> seconds = new("--seconds") { Description = "Measuring time of each run", DefaultValueFactory = _ => 3 };
Option<int> threads = new("--threads") { Description = "Threads of both sides", DefaultValueFactory = _ => 2 };
Option<bool> alone = new("--alone") { Description = "Leave PyTorch out" };
Option<bool> json = new("--json") { Description = "A JSON line for each case" };
Option<long> soak = new("--soak") { Description = "Only take so many steps of a small model, and tell the memory held early, midway and at the end" };
Option<string> peers = new("--peers") { Description = "Folder of the PyTorch scripts", DefaultValueFactory = _ => Path.Combine("benchmarks", "peers") };

RootCommand root = new("Times training steps through the public API beside PyTorch, both in turn on the same cores.")
{
    cases, batches, pairs, seconds, threads, alone, json, soak, peers,
};
root.SetAction(result =>
{
    using Kernels kernels = CpuKernels.Create(result.GetValue(threads));
    if (result.GetValue(soak) is long steps and > 1)
    {
        double[] megabytes = Soak.Run(steps, kernels).Megabytes;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"steps\": {steps}, \"earlyMegabytes\": {megabytes[0]:F1}, \"middleMegabytes\": {megabytes[1]:F1}, \"endMegabytes\": {megabytes[2]:F1}}}"));
        return;
    }

    bool lines = result.GetValue(json), withPeer = !result.GetValue(alone);
    if (!lines)
        Console.WriteLine($"{"case",-8} {"batch",5} {"ours, ms",10} {"PyTorch, ms",12} {"times faster",13}  (range over pairs)");
    foreach (string name in result.GetValue(cases)!)
    {
        Case model = Case.All.Single(item => item.Name == name);
        foreach (int batch in result.GetValue(batches)!)
        {
            List<double> ours = [], theirs = [], ratios = [];
            for (int pair = 0; pair < result.GetValue(pairs); pair++)
            {
                ours.Add(OurSteps.Measure(model, batch, result.GetValue(seconds), kernels));
                if (!withPeer)
                    continue;
                theirs.Add(PeerSteps.Measure(result.GetValue(peers)!, model, batch, result.GetValue(seconds), result.GetValue(threads)));
                ratios.Add(theirs[^1] / ours[^1]);
            }

            Report(name, batch, ours, theirs, ratios, lines);
        }
    }
});
return root.Parse(args).Invoke();

static void Report(string name, int batch, List<double> ours, List<double> theirs, List<double> ratios, bool lines)
{
    CultureInfo culture = CultureInfo.InvariantCulture;
    if (lines)
    {
        string peer = theirs.Count == 0 ? "" : string.Create(culture, $", \"peerMilliseconds\": {Median(theirs):F4}, \"ratio\": {Median(ratios):F3}, \"ratioMin\": {ratios.Min():F3}, \"ratioMax\": {ratios.Max():F3}");
        Console.WriteLine(string.Create(culture, $"{{\"case\": \"{name}\", \"batch\": {batch}, \"pairs\": {ours.Count}, \"milliseconds\": {Median(ours):F4}{peer}}}"));
        return;
    }

    string beside = theirs.Count == 0
        ? $"{"-",12} {"-",13}"
        : string.Create(culture, $"{Median(theirs),12:F3} {Median(ratios),13:F2}  ({ratios.Min():F2} to {ratios.Max():F2})");
    Console.WriteLine(string.Create(culture, $"{name,-8} {batch,5} {Median(ours),10:F3} {beside}"));
}

static double Median(List<double> values)
{
    double[] sorted = [.. values.Order()];
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
