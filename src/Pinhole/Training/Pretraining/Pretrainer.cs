using System.Diagnostics;
using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;

namespace Pinhole.Training.Pretraining;

/// <summary>
/// Trains the layers of a model one by one, from the input up, each on the outputs of the layers below.
/// </summary>
internal static class Pretrainer
{
    /// <summary>Pretrains all remaining layers.</summary>
    /// <param name="model">Its preprocessing is fitted.</param>
    /// <param name="train">The training rows.</param>
    /// <param name="training">Has <see cref="TrainingOptions.Pretraining"/>.</param>
    /// <param name="done">The layers that are already pretrained; the others are added.</param>
    /// <param name="layerEnded">Called after each layer.</param>
    /// <param name="observer">Watches training and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops within a layer; its weights stay unchanged.</param>
    /// <returns>False if it was stopped.</returns>
    /// <exception cref="InputException">A layer diverged, or its outputs do not fit in memory.</exception>
    public static bool Run(
        Autoencoder model,
        Dataset train,
        TrainingOptions training,
        List<PretrainedLayer> done,
        Action layerEnded,
        ITrainingObserver? observer,
        CancellationToken cancellationToken
    )
    {
        DenseLayers layers = new(model);
        while (done.Count < layers.Count)
        {
            Stopwatch clock = Stopwatch.StartNew();
            LayerTask task = new()
            {
                Model = model,
                Layers = layers,
                Layer = done.Count,
                Rows = Inputs(model, train, done.Count),
                Training = training,
                Observer = null,
                CancellationToken = cancellationToken,
            };
            task = task with
            {
                Observer = observer is null
                    ? null
                    : new LayerObserver(observer, $"layer {done.Count + 1} of {layers.Count}, {task.Name}"),
            };
            if (training.Pretraining!.Train(task) is not double error)
                return false;
            done.Add(new PretrainedLayer(task.Name, error, clock.Elapsed.TotalSeconds));
            layerEnded();
        }

        return true;
    }

    /// <summary>The input of a layer, [rows, inputs]: prepared rows, or the outputs of the layer below.</summary>
    private static Dataset Inputs(Autoencoder model, Dataset train, int layer)
    {
        using RowEncoder encoder = new(model, train);
        float[] inputs = [];
        int done = 0,
            columns = 0;
        while (encoder.Next(out int rows))
        {
            float[] part = layer == 0 ? encoder.Rows() : encoder.Hidden()[layer - 1];
            if (inputs.Length == 0)
            {
                columns = part.Length / rows;
                if ((long)train.Rows * columns > Array.MaxLength)
                    throw new InputException(
                        $"{train.Rows} rows of {columns} numbers, which pretraining keeps of a layer, do not fit in "
                            + "memory; give fewer rows, or smaller `Hidden` layers"
                    );
                inputs = new float[train.Rows * columns];
            }

            part.CopyTo(inputs, done * columns);
            done += rows;
        }

        return Dataset.FromRows(inputs, columns, train.Name);
    }

    /// <summary>Adds the layer's name to the progress.</summary>
    private sealed class LayerObserver(ITrainingObserver observer, string layer) : ITrainingObserver
    {
        public bool Observe(in TrainingProgress progress) => observer.Observe(progress with { Layer = layer });
    }
}
