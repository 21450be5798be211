using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>A model that a recipe has trained, and the rows to measure it on.</summary>
/// <param name="Model">The model.</param>
/// <param name="Record">The record of its training, with the PCA it is compared with.</param>
/// <param name="Train">Its training rows, validation rows included.</param>
/// <param name="Test">The test rows.</param>
public sealed record TrainedRun(Autoencoder Model, TrainingRecord Record, Dataset Train, Dataset Test)
{
    /// <summary>The seed of measuring; it differs from the seed of training.</summary>
    public ulong Seed => unchecked(Record.Training.Seed + 1);
}
