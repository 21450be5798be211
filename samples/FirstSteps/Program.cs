using System.Text.Json;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Training;

// Data: here 2,000 drawn digits of 28×28 pixels, made on the spot. "transactions.csv" would be read the same way.
// A fifth is kept aside: what a model is worth shows on rows that it has never seen.
Dataset data = Dataset.Open("digits", new DataOptions { Rows = 2_000 });
(Dataset train, Dataset test) = data.Split(0.8, seed: 1);
Console.WriteLine($"{train.Rows} rows to train on, {test.Rows} to test, {data.Columns} numbers each");

// The model: a preset, with one thing changed. It squeezes 784 numbers through 16 and rebuilds them; the Bernoulli
// loss suits pixels between 0 and 1. The same seed gives the same model, to the bit.
AutoencoderOptions options = Presets.Deep(latent: 16) with { Reconstruction = new BernoulliReconstruction() };
using Autoencoder model = Autoencoder.Create(options, train.Schema, seed: 1);

// Training: the defaults keep a tenth of the rows for validation and give back the weights of the best epoch.
TrainingRecord record = Trainer.Fit(model, train, new TrainingOptions { Epochs = 20, BatchSize = 32 }, new Printer());
Console.WriteLine(
    $"{record.Parameters} parameters, {record.StopReason} in {record.Seconds:F1} s, best epoch {record.BestEpoch}"
);

// The result, beside PCA: the best that a linear method can do with as many numbers, fitted on the same rows.
ReconstructionMetrics ours = Metrics.Reconstruction(model, test);
ReconstructionMetrics pca = Metrics.Reconstruction(record.Baseline!, model, test);
Console.WriteLine(
    $"squared error of a test digit: {ours.SquaredErrorPerSample:F1}, of PCA: {pca.SquaredErrorPerSample:F1}"
);

// The model file keeps weights, options and preprocessing together, so nothing else is needed to use the model.
string path = Path.Combine(Path.GetTempPath(), "first-steps.safetensors");
ModelFile.Write(model, path);
using Autoencoder loaded = ModelFile.Read(path);

// What an application learns with the model can go into the same file, and comes back with it: here the error that
// only one test digit in a hundred exceeds. Others who read the file pass over it.
double[] errors = new double[test.Rows];
Metrics.Reconstruction(model, test, errors);
double threshold = errors.Order().ElementAt(errors.Length * 99 / 100);
ModelFile.Attach(path, new Attachment("threshold", JsonSerializer.Serialize(threshold)));
StoredModel stored = ModelFile.Open(path);
Console.WriteLine($"unusual from an error of {stored.Attachments.Find("threshold")?.Json} on");
stored.Model.Dispose();

// Use: spans in and out, from any thread, without allocation. The latent is what you store, search or cluster.
float[] latent = new float[loaded.Latent];
loaded.Encode(test.Row(0), latent);
Console.WriteLine(
    $"a digit '{test.Schema.ClassNames[test.Label(0)]}' as {loaded.Latent} numbers: "
        + $"{string.Join(" ", latent.Select(value => $"{value:F1}"))}"
);
File.Delete(path);

/// <summary>Prints every fifth epoch when its validation loss is known; true means: go on.</summary>
internal sealed class Printer : ITrainingObserver
{
    public bool Observe(in TrainingProgress progress)
    {
        if (progress.ValidationLoss is double validation && progress.Epoch % 5 == 0)
            Console.WriteLine(
                $"epoch {progress.Epoch}: loss {progress.Loss:F1}, validation {validation:F1}, "
                    + $"{progress.Remaining.TotalSeconds:F0} s left"
            );
        return true;
    }
}
