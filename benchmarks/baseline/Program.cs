using System.CommandLine;
using System.Globalization;
using Pinhole.Benchmarks;
using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

Option<string[]> names = new("--data")
{
    Description = "Names of the table's first column; default: all.",
    AllowMultipleArgumentsPerToken = true,
};
Option<string> preset = new("--model") { Description = "The preset", DefaultValueFactory = _ => "deep" };
Option<int?> epochs = new("--epochs") { Description = "Fewer epochs than the default, for a quick look." };
Option<string> folder = new("--folder")
{
    Description = "Where the real data are; what is not there is left out.",
    DefaultValueFactory = _ =>
        Environment.GetEnvironmentVariable("PINHOLE_DATA") ?? Path.Combine("..", "shared", "data"),
};
RootCommand root = new(
    "Trains a model on each data with all defaults, and prints its squared error of a validation row beside PCA's. "
        + "Ends in 1 where a model is worse than PCA."
)
{
    names,
    preset,
    epochs,
    folder,
};
root.SetAction(result =>
{
    string[] wanted = result.GetValue(names) is { Length: > 0 } given ? given : [.. Case.All.Select(one => one.Name)];
    string data = result.GetValue(folder)!;
    bool isWorse = false;
    Console.WriteLine("| data | rows × columns | latent | parameters | model | PCA | ratio | seconds |");
    Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
    foreach (string name in wanted)
    {
        Case one = Case.All.FirstOrDefault(one => one.Name == name)
            ?? throw new InvalidOperationException($"No data {name}.");
        if (!one.IsBuiltIn && !Directory.Exists(data))
            continue;
        Dataset rows = one.Open(data);
        using Autoencoder model = Autoencoder.Create(Presets.Create(result.GetValue(preset)!), rows.Schema);
        TrainingRecord record = Trainer.Fit(model, rows, new TrainingOptions { Epochs = result.GetValue(epochs) });
        double own = record.Validation!.SquaredErrorPerSample,
            pca = record.PcaValidation!.SquaredErrorPerSample;
        isWorse |= own > 1.001 * pca;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {rows.Rows} × {rows.Columns} | {model.Latent} | {model.Parameters.Count:N0} | {own:G4} | "
                    + $"{pca:G4} | {own / pca:F4} | {record.Seconds:F0} |"
            )
        );
    }

    return isWorse ? 1 : 0;
});
return root.Parse(args).Invoke();
