using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Recipes;

/// <summary>A model that a recipe has trained, with what it is measured on.</summary>
/// <param name="Model">The model.</param>
/// <param name="Record">Its training; with the PCA it is compared with.</param>
/// <param name="Train">The rows it was trained with, those of validation included.</param>
/// <param name="Test">Rows it has not seen.</param>
public sealed record TrainedRun(Autoencoder Model, TrainingRecord Record, Dataset Train, Dataset Test)
{
    /// <summary>Where the randomness of measuring starts from; not that of training.</summary>
    public ulong Seed => unchecked(Record.Training.Seed + 1);
}
