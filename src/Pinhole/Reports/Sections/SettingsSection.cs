using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Reports.Html;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Reports.Sections;

/// <summary>The section of a report on data, model and training.</summary>
internal static class SettingsSection
{
    public static void Write(HtmlWriter html, ReportSource source)
    {
        TrainingRecord record = source.Record;
        html.Leaf("h2", "Data, model and training");
        using (html.Open("dl", ("class", "settings")))
        {
            Add(html, "Layers", Layers(source), wide: true);
            Add(html, "Data", record.Data);
            Add(
                html,
                "Rows",
                record.ValidationRows == 0
                    ? $"{Figures.Count(record.TrainingRows)} for training, none for validation"
                    : $"{Figures.Count(record.TrainingRows)} for training, {Figures.Count(record.ValidationRows)} for "
                        + "validation"
            );
            Add(html, "Columns", Columns(source));
            if (source.Data.Targets is not null)
                Add(html, "Target columns", Figures.Count(source.Model.OutputColumns));
            Add(
                html,
                "Size of the latent",
                $"{Figures.Count(source.Model.Latent)}, compression 1 : {Figures.Setting(record.CompressionRatio)}"
            );
            Add(html, "Preset", $"{record.Model.Preset}, {Figures.Count(record.Parameters)} parameters");
            if (source.Model.ConditionSize > 0)
                Add(html, "Condition", Condition(source.Model));
            Add(html, "Network", Network(source));
            if (record.Model.Initialization != Initialization.Auto)
                Add(html, "Initialization", Of(record.Model.Initialization));
            Add(html, "Preprocessing", record.Preprocessing);
            if (!record.Model.Corruption.IsNone)
                Add(html, "Corruption", record.Model.Corruption.Describe().Read(record.Model.Corruption));
            Add(html, "Bottleneck", record.Model.Bottleneck.Describe().Read(record.Model.Bottleneck));
            if (record.DeadUnits is int dead)
                Add(html, "Dead units", $"{Figures.Count(dead)} of {Figures.Count(source.Model.Latent)}");
            Add(html, "Loss", Loss(source.Model));
            if (record.Model.Regularizers.Count > 0)
                Add(
                    html,
                    "Penalties",
                    string.Join(", ", record.Model.Regularizers.Select(penalty => penalty.Describe().Read(penalty)))
                );
            if (record.Training.Pretraining is PretrainingOptions pretraining)
                Add(html, "Pretraining", Pretraining(pretraining, record.Pretrained), wide: true);
            Add(
                html,
                "Optimizer",
                $"{record.Training.Optimizer.Describe().Read(record.Training.Optimizer)}, learning rate "
                    + $"{Figures.Setting(record.Training.Optimizer.LearningRate)}"
            );
            Add(html, "Schedule", record.Training.Schedule.Describe().Read(record.Training.Schedule));
            Add(
                html,
                "Batch",
                record.Training.ClipNorm > 0
                    ? $"{Figures.Count(record.Training.BatchSize!.Value)} rows, gradients cut to "
                        + $"{Figures.Setting(record.Training.ClipNorm)}"
                    : $"{Figures.Count(record.Training.BatchSize!.Value)} rows"
            );
            Add(html, "Epochs", Epochs(record));
            Add(html, "Ended", Ended(record));
            Add(
                html,
                "Time",
                $"{Figures.Duration(record.Seconds)}, "
                    + $"{Figures.Count((long)Math.Clamp(record.SamplesPerSecond, 0, 1e15))} rows per second"
            );
            Add(html, "Seed", $"{record.Training.Seed}");
        }
    }

    private static void Add(HtmlWriter html, string name, string value, bool wide = false)
    {
        using (html.Open("div", ("class", wide ? "wide" : "one")))
        {
            html.Leaf("dt", name);
            html.Leaf("dd", value);
        }
    }

    private static string Of(Initialization initialization) =>
        initialization switch
        {
            Initialization.He => "He, normal, variance 2 / inputs",
            Initialization.Glorot => "Glorot, uniform, variance 2 / (inputs + outputs)",
            _ => "uniform in ±1 / √inputs",
        };

    private static string Pretraining(PretrainingOptions options, IReadOnlyList<PretrainedLayer> layers)
    {
        string errors =
            layers.Count == 0
                ? "none was finished"
                : "squared error of a row of their input: "
                    + $"{string.Join(", ", layers.Select(layer => $"{layer.Name}: {Figures.Short(layer.Error)}"))}";
        return $"{options.Describe().Read(options)}, {Figures.Count(options.Epochs)} epochs each; {errors}";
    }

    private static string Layers(ReportSource source)
    {
        string columns = $"{source.Record.Columns}",
            latent = $"{source.Record.Model.Latent}";
        string[] hidden = [.. source.Model.Options.Network.HiddenSizes(source.Model.Schema)];
        IEnumerable<string> back = source.Model.Options.Network.DecoderSizes(source.Model.Schema);
        return string.Join(" → ", [columns, .. hidden, latent, .. back, $"{source.Model.OutputColumns}"]);
    }

    private static string Columns(ReportSource source) =>
        source.Model.Schema.Image is ImageShape image
            ? $"{Figures.Count(source.Record.Columns)}, images of {image.Width} × "
                + $"{image.Height}{(image.Channels == 1 ? "" : $" with {image.Channels} channels")}"
            : Figures.Count(source.Record.Columns);

    private static string Condition(Models.Autoencoder model)
    {
        string labels = $"the class, one of {model.Schema.ClassNames.Count}",
            context =
                $"a context of {model.Schema.Context?.Columns} "
                + $"{(model.Schema.Context?.Columns == 1 ? "column" : "columns")}";
        return model.Options.Condition switch
        {
            { Labels: true, Context: true } => $"{labels}, and {context}",
            { Labels: true } => labels,
            _ => context,
        };
    }

    private static string Network(ReportSource source)
    {
        AutoencoderOptions options = source.Model.Options;
        string output = source.Model.Reconstruction.MeanFunction
            ?? ActivationNames.Read(options.OutputActivation ?? Activation.Identity);
        return options.Network.HiddenSizes(source.Model.Schema).Any()
            ? $"{options.Network.Describe().Read(options.Network)}, {output} at the end"
            : $"{output} at the end";
    }

    private static string Loss(Autoencoder model)
    {
        Reconstruction loss = model.Reconstruction;
        IEnumerable<string> learned = loss.Learned(model)
            .Select(figure => $", learned {figure.Symbol} = {Figures.Setting(figure.Value)}");
        return loss.Describe().Read(loss) + string.Concat(learned);
    }

    private static string Epochs(TrainingRecord record) =>
        record switch
        {
            { Epochs.Count: 0 } => $"0 of {record.Training.Epochs}",
            { BestEpoch: 0 } => $"{record.Epochs.Count} of {record.Training.Epochs}, none better than the start",
            _ => $"{record.Epochs.Count} of {record.Training.Epochs}, the best was {record.BestEpoch}",
        };

    private static string Ended(TrainingRecord record) =>
        record.StopReason switch
        {
            StopReason.Finished => "all epochs done",
            StopReason.EarlyStopped =>
                $"early, after {record.Training.Patience} epochs without a better validation loss",
            StopReason.Interrupted => "interrupted",
            StopReason.Diverged => "the loss was not a number",
            _ => $"{record.StopReason}",
        };
}
