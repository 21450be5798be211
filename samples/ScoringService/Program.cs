// Scores rows by how badly a model rebuilds them: dotnet run --project samples/ScoringService
using Pinhole;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Training;

Dataset normal = Dataset.Open("digits", new DataOptions { Rows = 2000 });
(Dataset train, Dataset unseen) = normal.Split(0.8, seed: 1);
using Autoencoder model = Autoencoder.Create(Presets.Vanilla(latent: 16), train.Schema, seed: 1);
Trainer.Fit(model, train, new TrainingOptions { Epochs = 10 });

// One unseen row in a hundred scores higher than this.
double[] usual = new double[unseen.Rows];
Metrics.Reconstruction(model, unseen, usual);
double threshold = usual.Order().ElementAt(usual.Length * 99 / 100);

WebApplication app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/score", Score);
app.Run();

IResult Score(Request request)
{
    if (Array.Exists(request.Rows, row => row.Length != model.Columns))
        return Results.BadRequest($"each row must have {model.Columns} numbers");
    try
    {
        Dataset data = Dataset.FromRows([.. request.Rows.SelectMany(row => row)], model.Columns, "request");
        double[] scores = new double[data.Rows];
        Metrics.Reconstruction(model, data, scores);
        return Results.Ok(scores.Select(score => new { score, unusual = score > threshold }));
    }
    catch (InputException refused)
    {
        return Results.BadRequest(refused.Message);
    }
}

/// <summary>What is posted: rows of the model's width.</summary>
internal sealed record Request(float[][] Rows);
