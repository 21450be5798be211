// Scores rows by how badly a model rebuilds them, and embeds them: dotnet run --project samples/ScoringService
using Microsoft.Extensions.AI;
using Pinhole;
using Pinhole.Applications;
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

// What .NET's AI libraries take embeddings from: here the latent of a row.
using EncoderEmbeddingGenerator generator = new(model);

WebApplication app = WebApplication.CreateBuilder(args).Build();
app.MapPost("/score", Score);
app.MapPost("/embed", Embed);
app.Run();

IResult Score(Request request)
{
    if (!HasRows(request))
        return Refusal();
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

async Task<IResult> Embed(Request request)
{
    if (!HasRows(request))
        return Refusal();
    GeneratedEmbeddings<Embedding<float>> embeddings = await generator.GenerateAsync(
        request.Rows.Select(row => new ReadOnlyMemory<float>(row))
    );
    return Results.Ok(embeddings.Select(embedding => embedding.Vector));
}

bool HasRows(Request request) =>
    request.Rows is { Length: > 0 } rows && Array.TrueForAll(rows, row => row?.Length == model.Columns);

IResult Refusal() => Results.BadRequest($"give rows of {model.Columns} numbers each: {{\"rows\":[[…],[…]]}}");

/// <summary>What is posted: rows of the model's width.</summary>
internal sealed record Request(float[][] Rows);
