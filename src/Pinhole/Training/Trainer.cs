using Pinhole.Data;
using Pinhole.Evaluation;
using Pinhole.Models;
using Pinhole.Numerics;
using Pinhole.Optimizers;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>Trains models.</summary>
public static class Trainer
{
    /// <summary>
    /// Fits the preprocessing, unless the model has one already, then the weights, and then the PCA to compare with. It
    /// keeps the weights of the epoch with the lowest validation loss (without validation, the lowest loss on up to
    /// 1,024 training rows). If no epoch improved on the initial weights, it keeps these.
    /// </summary>
    /// <param name="model">A new or a trained model: training starts from its weights.</param>
    /// <param name="data">The rows; this method splits them into training and validation rows.</param>
    /// <param name="options">The training options; null for the defaults.</param>
    /// <param name="observer">Watches training and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops after the current step; the model keeps its best weights so far.</param>
    /// <exception cref="InputException">The options cannot work, the rows do not fit the model, or there are too few
    /// rows.</exception>
    public static TrainingRecord Fit(
        Autoencoder model,
        Dataset data,
        TrainingOptions? options = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TrainingOptions();
        options.Validate();
        model.RequireFit(data);
        options.Pretraining?.RequirePossible(model);

        RowSplit? split = Split(data, options);
        (Dataset train, Dataset? validation) = Parts(data, split);
        options = options.Resolve(train.Rows, Math.Max(train.Columns, train.Output.Columns));
        if (!model.IsPreprocessingFitted)
            model.FitPreprocessing(train);
        model.Reconstruction.RequireFit(data.Output, model.OutputPreprocessor);
        model.Binarization.RequireFit(data, model.Preprocessor);
        // Fail before the training, not after hours: on rows that hold NaN, or a baseline that does not fit in memory.
        PlannedBaseline baseline = new(model, train, options);
        Start(model, train, baseline);
        return Train(model, data, split, options, baseline, null, observer, cancellationToken);
    }

    /// <summary>
    /// Resumes a stopped training on the same rows. The weights are the same bits as without the stop, on any number of
    /// threads. The record covers the whole training; its times are sums of both parts.
    /// </summary>
    /// <param name="checkpoint">The checkpoint; training continues with its model.</param>
    /// <param name="data">The rows that were given to <see cref="Fit"/>.</param>
    /// <param name="checkpoints">When to write checkpoints; null for never.</param>
    /// <param name="observer">Watches training and may stop it; null for none.</param>
    /// <param name="cancellationToken">Stops after the current step; the model keeps its best weights so far.</param>
    /// <exception cref="InputException">The rows are not the same, or the checkpoint contradicts itself.</exception>
    public static TrainingRecord Resume(
        TrainingCheckpoint checkpoint,
        Dataset data,
        CheckpointOptions? checkpoints = null,
        ITrainingObserver? observer = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(data);
        checkpoints?.Validate();
        checkpoint.RequireSame(data);
        checkpoint.Options.Pretraining?.RequirePossible(checkpoint.Model);
        TrainingOptions options = checkpoint.Options with { Checkpoints = checkpoints };
        RowSplit? split = checkpoint.Split(data.Rows);
        (Dataset train, _) = Parts(data, split);
        PlannedBaseline baseline = new(checkpoint.Model, train, options);
        return Train(checkpoint.Model, data, split, options, baseline, checkpoint, observer, cancellationToken);
    }

    private static TrainingRecord Train(
        Autoencoder model,
        Dataset data,
        RowSplit? split,
        TrainingOptions options,
        PlannedBaseline baseline,
        TrainingCheckpoint? start,
        ITrainingObserver? observer,
        CancellationToken cancellationToken
    )
    {
        CheckpointWriter? checkpoints = options.Checkpoints is null
            ? null
            : new CheckpointWriter(options.Checkpoints, data, split);
        (Dataset train, Dataset? validation) = Parts(data, split);
        List<PretrainedLayer> pretrained = [.. start?.Pretrained ?? []];
        bool ready =
            options.Pretraining is null
            || Pretrain(model, train, options, pretrained, checkpoints, observer, cancellationToken);
        TrainingLoop loop = new(
            model,
            train,
            validation,
            options,
            start is { IsPretraining: true } ? null : start,
            checkpoints,
            pretrained
        );
        StopReason stopReason = ready ? loop.Run(observer, cancellationToken) : StopReason.Interrupted;
        return Summarize(
            model,
            data,
            train.InStoredOrder(),
            validation?.InStoredOrder(),
            options,
            baseline,
            loop,
            stopReason
        ) with
        {
            Pretrained = pretrained,
            Split = split,
        };
    }

    // Networks that can start at PCA do; others start at the mean.
    private static void Start(Autoencoder model, Dataset train, PlannedBaseline baseline)
    {
        // The mean of all rows, even if the components come from some of them: this finds rows that hold NaN.
        float[] mean = TrainingMean.Of(model, train);
        // Principal components of counts are no logarithms of rates.
        bool isLinear = model.Reconstruction.MeanFunction is null || model.Reconstruction.OnLogits;
        if (
            isLinear
            && model.Options.Network.LinearPaths is not null
            && baseline.FitStart() is PrincipalComponents start
        )
            LinearStart.Apply(model, start);
        model.StartAtMean(mean);
    }

    /// <returns>False if it was stopped.</returns>
    private static bool Pretrain(
        Autoencoder model,
        Dataset train,
        TrainingOptions options,
        List<PretrainedLayer> done,
        CheckpointWriter? checkpoints,
        ITrainingObserver? observer,
        CancellationToken cancellationToken
    )
    {
        void Keep()
        {
            using Optimizer optimizer = options.Optimizer.Create(model.Parameters);
            using TrainingState state = new(model, options, optimizer) { Pretrained = done };
            checkpoints?.AfterLayer(state);
        }

        bool ready = Pretrainer.Run(model, train, options, done, Keep, observer, cancellationToken);
        if (!ready)
            Keep();
        return ready;
    }

    // PCA needs two training rows; check this before the training.
    private static RowSplit? Split(Dataset data, TrainingOptions options)
    {
        int minimum = options.ValidationShare == 0 ? 2 : 3;
        if (data.Rows < minimum)
            throw new InputException(
                $"{data.Name} has {data.Rows} {(data.Rows == 1 ? "row" : "rows")}, too few to train on; give at "
                    + $"least {minimum}"
            );
        if (options.ValidationShare == 0)
            return null;
        RowSplit split = RowSplit.Deal(data.Rows, 1 - options.ValidationShare, options.Seed);
        return split.Training.Length > 1
            ? split
            : throw new InputException(
                $"a validation share of {options.ValidationShare} leaves one of the {data.Rows} rows of {data.Name} "
                    + "to train on; choose a smaller one"
            );
    }

    private static (Dataset Train, Dataset? Validation) Parts(Dataset data, RowSplit? split) =>
        split is null ? (data, null) : split.Of(data);

    private static TrainingRecord Summarize(
        Autoencoder model,
        Dataset data,
        Dataset train,
        Dataset? validation,
        TrainingOptions options,
        PlannedBaseline baseline,
        TrainingLoop loop,
        StopReason stopReason
    )
    {
        LatentUsage latents = LatentUsage.Measure(model, validation ?? train);
        PrincipalComponents? pca = baseline.Fit();
        bool tellsClasses = Classification.IsTrainedFor(model);
        TrainingRecord record = new()
        {
            Data = data.Name,
            TrainingRows = train.Rows,
            ValidationRows = validation?.Rows ?? 0,
            Columns = train.Columns,
            Model = model.Options,
            Training = options,
            Preprocessing = model.Preprocessor.Name,
            Parameters = model.Parameters.Count,
            Epochs = loop.Epochs,
            BestEpoch = loop.BestEpoch,
            StopReason = stopReason,
            Seconds = loop.Elapsed.TotalSeconds,
            SamplesPerSecond = loop.SamplesPerSecond,
            CompressionRatio = ReconstructionMetrics.CompressionRatio(model.Columns, model.Latent),
            Train = Metrics.Reconstruction(model, train),
            Validation = validation is null ? null : Metrics.Reconstruction(model, validation),
            PcaTrain = pca is null ? null : Metrics.Reconstruction(pca, model, train),
            PcaValidation = pca is null || validation is null ? null : Metrics.Reconstruction(pca, model, validation),
            Classes = tellsClasses ? Classification.Measure(model, validation ?? train) : null,
            PcaClasses =
                tellsClasses && pca is not null ? Classification.Measure(pca, model, validation ?? train) : null,
            Latents = latents,
            DeadUnits = model.Options.Bottleneck.DeadUnits(model.Parameters),
            Lint = DataLint.Check(data, model.Options.Preprocess, model.Parameters.Count),
            Warnings = [],
            Baseline = pca,
            BaselineNote = baseline.Note,
        };
        return record with { Warnings = TrainingWarnings.Find(record) };
    }
}
