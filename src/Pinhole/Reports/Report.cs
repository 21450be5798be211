using Pinhole.Data;
using Pinhole.Models;
using Pinhole.Training;

namespace Pinhole.Reports;

/// <summary>A training run as one HTML file that needs nothing else: no script, no picture beside it, no network.</summary>
public static class Report
{
    /// <summary>Renders the report.</summary>
    /// <param name="model">The trained model.</param>
    /// <param name="record">Its training.</param>
    /// <param name="data">The rows it was trained with, all of them; pictures are made from them.</param>
    /// <param name="command">What repeats the run.</param>
    public static string Render(Autoencoder model, TrainingRecord record, Dataset data, string command) =>
        $"<!DOCTYPE html><title>{record.Model.Preset}</title>";
}
