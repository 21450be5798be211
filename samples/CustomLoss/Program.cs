using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;
using Pinhole.Evaluation;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Training;

// A model with a loss of one's own: no gradient to derive, nothing to register.
Dataset curves = Dataset.Open("curves", new DataOptions { Rows = 1_000 });
AutoencoderOptions options = Presets.Deep(latent: 12) with { Reconstruction = new Charbonnier() };
using Autoencoder model = Autoencoder.Create(options, curves.Schema);
double before = Metrics.Reconstruction(model, curves).Mae;
TrainingRecord record = Trainer.Fit(model, curves, new TrainingOptions { Epochs = 20, BatchSize = 32 });
Console.WriteLine(
    $"mean absolute error {before:F3} before, {record.Validation!.Mae:F3} after, {record.PcaValidation!.Mae:F3} for PCA"
);

/// <summary>A smooth absolute error, √((x − x̂)² + ε²), summed over features (Charbonnier et al. 1994).</summary>
public sealed record Charbonnier(float Epsilon = 1e-3f) : Reconstruction
{
    public override Tensor Loss(Tensor output, Batch batch, Pass pass) =>
        ((output - batch.Targets).Square() + Epsilon * Epsilon).Sqrt().SumFeatures();
}
