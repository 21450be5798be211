using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Layers;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Reports.Html;
using Pinhole.Training;
using Pinhole.Training.Pretraining;

namespace Pinhole.Reports.Sections;

/// <summary>What was trained on what, and how it went.</summary>
internal static class SettingsSection
{
    public static void Write(HtmlWriter html, ReportSource source)
    {
        TrainingRecord record = source.Record;
        html.Leaf("h2", "What was trained on what");
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
            Add(html, "Numbers in a row", Columns(source));
            if (source.Data.Targets is not null)
                Add(html, "Numbers in a target", Figures.Count(source.Model.OutputColumns));
            Add(
                html,
                "Numbers in a latent",
                $"{Figures.Count(source.Model.Latent)}, compression 1 : {Figures.Setting(record.CompressionRatio)}"
            );
            Add(html, "Preset", $"{record.Model.Preset}, {Figures.Count(record.Parameters)} parameters");
            if (source.Model.ConditionSize > 0)
                Add(html, "Condition", Condition(source.Model));
            Add(html, "Activation", Activations(source));
            if (record.Model.Initialization != Initialization.Auto)
                Add(html, "Initialization", Of(record.Model.Initialization));
            Add(html, "Preprocessing", record.Preprocessing);
            if (record.Model.Corruption is not NoCorruption)
                Add(html, "Corruption", Corruption(record.Model.Corruption));
            Add(html, "Bottleneck", Bottleneck(record.Model.Bottleneck));
            if (record.DeadUnits is int dead)
                Add(html, "Dead units", $"{Figures.Count(dead)} of {Figures.Count(source.Model.Latent)}");
            Add(html, "Loss", Loss(source.Model));
            if (record.Model.Regularizers.Count > 0)
                Add(html, "Penalties", string.Join(", ", record.Model.Regularizers.Select(Penalty)));
            if (record.Training.Pretraining is PretrainingOptions pretraining)
                Add(html, "Pretraining", Pretraining(pretraining, record.Pretrained), wide: true);
            Add(
                html,
                "Optimizer",
                $"{Optimizer(record.Training.Optimizer)}, learning rate "
                    + $"{Figures.Setting(record.Training.Optimizer.LearningRate)}"
            );
            Add(html, "Schedule", WarmUp(record.Training.Schedule) + Schedule(record.Training.Schedule));
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
                    + $"{Figures.Count((long)Math.Clamp(record.SamplesPerSecond, 0, 1e15))} rows a second"
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
        string kind = options switch
        {
            StackedPretraining { Corruption: Corruption own } =>
                $"layers as autoencoders of their own ({Corruption(own)})",
            StackedPretraining => "layers as autoencoders of their own",
            RbmPretraining => "layers as restricted Boltzmann machines",
            _ => "layers one by one",
        };
        string errors =
            layers.Count == 0
                ? "none was finished"
                : "squared error of a row of their input: "
                    + $"{string.Join(", ", layers.Select(layer => $"{layer.Name}: {Figures.Short(layer.Error)}"))}";
        return $"{kind}, {Figures.Count(options.Epochs)} epochs each; {errors}";
    }

    private static string Layers(ReportSource source)
    {
        string columns = $"{source.Record.Columns}",
            latent = $"{source.Record.Model.Latent}";
        string[] hidden = [.. source.Model.Options.Network.HiddenSizes(source.Model.Schema)];
        IEnumerable<string> back = source.Model.Options.Network is DenseNetwork { DecoderHidden: { } own }
            ? own.Select(size => $"{size}")
            : hidden.Reverse<string>();
        string more = source.Model.Options.Network switch
        {
            DenseNetwork { TiedWeights: true } => ", with tied weights",
            ConvolutionalNetwork network => $", kernels of {network.Kernel} × "
                + $"{network.Kernel}{(network.Upsampling == Upsampling.Nearest ? ", pixels repeated on the way back" : "")}",
            _ => "",
        };
        return string.Join(" → ", [columns, .. hidden, latent, .. back, $"{source.Model.OutputColumns}"]) + more;
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

    private static string Activations(ReportSource source)
    {
        string output = source.Model.Options switch
        {
            { Reconstruction: CategoricalReconstruction } => "softmax",
            { Reconstruction.OnLogits: true } => Name(Activation.Sigmoid),
            { } options => Name(options.OutputActivation ?? Activation.Identity),
        };
        Network network = source.Model.Options.Network;
        return network.HiddenSizes(source.Model.Schema).Any()
            ? $"{Hidden(network)}, {output} at the end"
            : $"{output} at the end";
    }

    private static string Hidden(Network network)
    {
        string text = Name(network.Activation);
        (Normalization normalization, double dropout) = network switch
        {
            DenseNetwork dense => (dense.Normalization, dense.Dropout),
            ConvolutionalNetwork convolutional => (convolutional.Normalization, convolutional.Dropout),
            _ => default,
        };
        if (normalization != Normalization.None)
            text += $" after {normalization.ToString().ToLowerInvariant()} normalization";
        return dropout > 0 ? $"{text} and dropout of {Figures.Setting(dropout)}" : text;
    }

    private static string Name(Activation activation) =>
        activation switch
        {
            Activation.Identity => "linear",
            Activation.Relu => "ReLU",
            Activation.LeakyRelu => "leaky ReLU",
            Activation.Elu => "ELU",
            Activation.Gelu => "GELU",
            _ => $"{activation}".ToLowerInvariant(),
        };

    private static string Emphasis(Emphasis? emphasis) =>
        emphasis is null
            ? ""
            : $"; their errors count {Figures.Setting(emphasis.Corrupted)}, the others' "
                + $"{Figures.Setting(emphasis.Clean)}";

    private static string Corruption(Corruption corruption) =>
        corruption switch
        {
            GaussianCorruption gaussian => $"Gaussian noise, σ = {Figures.Setting(gaussian.Deviation)}",
            MaskingCorruption masking =>
                $"{Figures.Setting(masking.Rate)} of the numbers become 0{Emphasis(masking.Emphasis)}",
            SaltAndPepperCorruption salt =>
                $"{Figures.Setting(salt.Rate)} of the numbers become {Figures.Setting(salt.Low)} or "
                    + $"{Figures.Setting(salt.High)}{Emphasis(salt.Emphasis)}",
            _ => corruption.GetType().Name,
        };

    private static string Bottleneck(Bottleneck bottleneck) =>
        bottleneck switch
        {
            DeterministicBottleneck { Activation: not Activation.Identity } activated =>
                $"deterministic, {Name(activated.Activation)} units",
            DeterministicBottleneck => "deterministic",
            TopKBottleneck top => $"linear units, the {Figures.Count(top.Units)} greatest of each "
                + $"row{(top.EncodedUnits is int encoded ? $" ({Figures.Count(encoded)}, those above 0, after training)" : "")}{(top.AuxiliaryWeight > 0 ? $"; dead ones are revived with weight {Figures.Setting(top.AuxiliaryWeight)}" : "")}",
            GaussianBottleneck gaussian => Gaussian(gaussian),
            SparseBottleneck sparse => $"sigmoid units active in {Figures.Setting(sparse.Target)} of the "
                + $"rows{(sparse.RunningAverage > 0 ? $" (a running average that keeps {Figures.Setting(sparse.RunningAverage)})" : "")}, λ = {Figures.Setting(sparse.Weight)}",
            L1Bottleneck l1 => $"linear, λ = {Figures.Setting(l1.Weight)} for the sum of its absolute values",
            _ => bottleneck.GetType().Name,
        };

    private static string Gaussian(GaussianBottleneck gaussian)
    {
        string steps = $"{Figures.Count(gaussian.ScheduleSteps)} steps";
        string schedule = gaussian.Schedule switch
        {
            BetaSchedule.Linear => $", reached in {steps}",
            BetaSchedule.Cyclical => $", in cycles of {steps}",
            _ => "",
        };
        string free = gaussian.FreeBits > 0 ? $", {Figures.Setting(gaussian.FreeBits)} nats of each latent free" : "";
        string capacity = gaussian.Capacity is double nats ? $", held near {Figures.Setting(nats)} nats" : "";
        return $"Gaussian, β = {Figures.Setting(gaussian.Beta)}{schedule}{free}{capacity}";
    }

    private static string Loss(Autoencoder model) =>
        model.Reconstruction switch
        {
            SquaredErrorReconstruction => "squared error (mse)",
            AbsoluteErrorReconstruction => "absolute error (mae)",
            HuberReconstruction huber => $"Huber, δ = {Figures.Setting(huber.Delta)}",
            BernoulliReconstruction => "cross-entropy (bce)",
            CategoricalReconstruction => "cross-entropy of classes (categorical)",
            GaussianReconstruction => "Gaussian likelihood (gaussian), learned σ = "
                + $"{Figures.Setting(GaussianReconstruction.Deviation(model))}",
            StructuralSimilarityReconstruction => "structural similarity (ssim)",
            Reconstruction other => other.GetType().Name,
        };

    private static string Penalty(Regularizer regularizer) =>
        regularizer switch
        {
            L1Regularizer => $"{Figures.Setting(regularizer.Weight)} · Σ |w|",
            L2Regularizer => $"{Figures.Setting(regularizer.Weight)} · Σ w²",
            ContractiveRegularizer => $"{Figures.Setting(regularizer.Weight)} · squared norm of the latent's Jacobian",
            _ => regularizer.GetType().Name,
        };

    private static string Optimizer(OptimizerOptions optimizer) =>
        optimizer switch
        {
            AdamOptions => "Adam",
            AdamWOptions adam => $"AdamW{WeightDecay(adam.WeightDecay)}",
            SgdOptions { Momentum: > 0 } sgd =>
                $"SGD with momentum {Figures.Setting(sgd.Momentum)}{WeightDecay(sgd.WeightDecay)}",
            SgdOptions sgd => $"SGD{WeightDecay(sgd.WeightDecay)}",
            RmsPropOptions => "RMSprop",
            _ => optimizer.GetType().Name,
        };

    private static string WeightDecay(double decay) => decay > 0 ? $", weight decay {Figures.Setting(decay)}" : "";

    private static string Schedule(LearningRateSchedule schedule) =>
        schedule switch
        {
            ConstantSchedule => "constant learning rate",
            StepSchedule step => $"times {Figures.Setting(step.Decay)} {Every(step.Epochs)}",
            ExponentialSchedule exponential =>
                $"exponential, times {Figures.Setting(exponential.Decay)} {Every(exponential.Epochs)}",
            CosineSchedule => "cosine, down to zero",
            PlateauSchedule plateau =>
                $"times {Figures.Setting(plateau.Cut)} after {plateau.Patience} epochs without progress",
            _ => schedule.GetType().Name,
        };

    private static string Every(int? epochs) =>
        epochs switch
        {
            null => "every third of the steps",
            1 => "every epoch",
            _ => $"every {epochs} epochs",
        };

    private static string WarmUp(LearningRateSchedule schedule) =>
        schedule.WarmUp > 0 ? $"grows over {Figures.Setting(schedule.WarmUp)} of all steps, then " : "";

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
            StopReason.Diverged => "the loss was no longer a number",
            _ => $"{record.StopReason}",
        };
}
