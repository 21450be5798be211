using System.Text.Json;
using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.ModelFiles;
using Pinhole.Models;
using Pinhole.Training.Pretraining;

namespace Pinhole.Training;

/// <summary>
/// The state of a training: a model file with the current weights and all that <see cref="Trainer.Resume"/> needs to
/// continue with the same bits.
/// </summary>
public sealed class TrainingCheckpoint : IDisposable
{
    internal const string Note = "checkpoint";

    private const int Version = 1;
    private const string Best = "best";
    private const string Moments = "moments";
    private const string Epochs = "epochs";
    private const string SplitRows = "split";
    private const string TrainingRows = "training";
    private const string ValidationRows = "validation";

    // The figures of an epoch before its terms: loss, validation loss, the loss that judges it, learning rate.
    private const int Figures = 4;

    private readonly StoredModel _stored;
    private readonly StoredState _state;
    private readonly string _path;

    private TrainingCheckpoint(StoredModel stored, StoredState state, string path)
    {
        _stored = stored;
        _state = state;
        _path = path;
        Notes = stored
            .Attachments.Where(attachment => attachment.Json is not null && attachment.Name != Note)
            .ToDictionary(attachment => attachment.Name, attachment => attachment.Json!);
    }

    /// <summary>The model with the current weights.</summary>
    public Autoencoder Model => _stored.Model;

    /// <summary>The training options.</summary>
    public TrainingOptions Options => _state.Options;

    /// <summary>The current epoch, counted from 1; the number of epochs plus 1 when all are complete.</summary>
    public int Epoch => _state.Epoch;

    /// <summary>The steps taken, over all epochs.</summary>
    public long Steps => _state.Steps;

    /// <summary>The layers pretrained so far, if the options ask for pretraining.</summary>
    public IReadOnlyList<PretrainedLayer> Pretrained => _state.Pretrained ?? [];

    /// <summary>
    /// Whether this was written before the joint training of all layers, which starts with measuring the pretrained
    /// weights.
    /// </summary>
    internal bool IsPretraining =>
        Options.Pretraining is not null && (Steps == 0 || Pretrained.Count < new DenseLayers(Model).Count);

    /// <summary>The texts of <see cref="CheckpointOptions.Notes"/>.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; }

    /// <summary>Reads a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kernels">The device; null for all cores of the processor.</param>
    /// <exception cref="InputException">The file does not exist, or is not a complete checkpoint of a known
    /// version.</exception>
    public static TrainingCheckpoint Read(string path, Kernels? kernels = null)
    {
        StoredModel stored = ModelFile.Open(path, kernels);
        try
        {
            return new TrainingCheckpoint(stored, ReadState(stored, path), path);
        }
        catch
        {
            stored.Model.Dispose();
            throw;
        }
    }

    /// <summary>Releases the model's memory.</summary>
    public void Dispose() => Model.Dispose();

    internal static void Write(
        string path,
        TrainingState state,
        TimeSpan elapsed,
        string data,
        RowSplit? split,
        IReadOnlyDictionary<string, string> notes
    )
    {
        StoredState stored = new(
            Version,
            state.Options,
            data,
            state.Epoch,
            state.Batch,
            state.Optimizer.Steps,
            state.ShufflePosition,
            state.LearningRate,
            state.Best.Epoch,
            state.Best.Loss,
            state.Best.Waited,
            state.Sums.Rows,
            state.Sums.Loss,
            [.. state.Sums.Names],
            [.. state.Sums.Terms],
            state.Samples,
            elapsed.TotalSeconds,
            [.. state.Pretrained]
        );
        StoredTensor[] moments =
        [
            .. state.Optimizer.Moments.SelectMany(
                (moment, index) => ParameterTensors.ToTensors(state.Model.Parameters, moment.All, MomentPrefix(index))
            ),
        ];
        ModelFile.Write(
            state.Model,
            path,
            [
                Attachment.Create(Note, stored, StateJson.Default.StoredState),
                new Attachment(Best, tensors: ParameterTensors.ToTensors(state.Model.Parameters, state.Best.Copy)),
                .. moments.Length == 0 ? [] : new[] { new Attachment(Moments, tensors: moments) },
                new Attachment(Epochs, tensors: [ToTensor(state)]),
                .. split is null ? [] : new[] { ToAttachment(split) },
                .. notes.Select(note => new Attachment(note.Key, note.Value)),
            ]
        );
    }

    /// <summary>Restores a fresh state from this checkpoint.</summary>
    /// <param name="state">A new state of this model and these options.</param>
    /// <param name="rows">The number of training rows.</param>
    internal void CopyTo(TrainingState state, int rows)
    {
        Named(_path, () =>
        {
            RequirePosition(rows);
            ParameterTensors.Write(_stored.Attachments, Best, "", Model.Parameters, state.Best.Copy);
            for (int moment = 0; moment < state.Optimizer.Moments.Count; moment++)
                ParameterTensors.Write(
                    _stored.Attachments,
                    Moments,
                    MomentPrefix(moment),
                    Model.Parameters,
                    state.Optimizer.Moments[moment].All
                );
            CopyEpochs(state);
        });
        state.Best.ResumeFrom(_state.BestEpoch, _state.BestLoss, _state.Waited);
        state.Optimizer.ResumeAfter(_state.Steps);
        state.Shuffle.Position = _state.ShufflePosition;
        state.GoTo(_state.Epoch, _state.Batch);
        state.Sums.ResumeFrom(_state.Rows, _state.Loss, _state.TermNames, _state.Terms);
        state.LearningRate = _state.LearningRate;
        state.Samples = _state.Samples;
        state.TimeBefore = TimeSpan.FromSeconds(_state.Seconds);
    }

    /// <summary>Refuses other rows than those of the training.</summary>
    internal void RequireSame(Dataset data)
    {
        if (Fingerprint.Of(data) != _state.Data)
            throw new InputException(
                $"{data.Name} does not hold the rows that the training of {_path} was started with; give them, or "
                    + "train a new model"
            );
    }

    /// <summary>The split into training and validation rows; null to train on all.</summary>
    /// <param name="rows">The number of rows.</param>
    internal RowSplit? Split(int rows)
    {
        if (Options.ValidationShare == 0)
            return null;
        if (
            _stored.Attachments.Find(SplitRows, TrainingRows) is not StoredTensor training
            || _stored.Attachments.Find(SplitRows, ValidationRows) is not StoredTensor validation
        )
            // Older checkpoints have no split; this is how their rows were split.
            return RowSplit.Deal(rows, 1 - Options.ValidationShare, Options.Seed);
        RowSplit? split = null;
        Named(_path, () => split = RowSplit.Restore(training.ToIntegers(), validation.ToIntegers()));
        return split;
    }

    private void RequirePosition(int rows)
    {
        int batches = Options.Batches(rows);
        bool sound =
            _state.Batch <= batches
            && _state.Rows == Math.Min((long)_state.Batch * Options.BatchSize!.Value, rows)
            && _state.Steps == ((long)(_state.Epoch - 1) * batches) + _state.Batch;
        if (!sound)
            throw new InputException("its steps do not fit its epochs; the file is damaged");
    }

    private static Attachment ToAttachment(RowSplit split) =>
        new(
            SplitRows,
            tensors:
            [
                StoredTensor.FromIntegers(TrainingRows, [split.Training.Length], split.Training),
                StoredTensor.FromIntegers(ValidationRows, [split.Validation.Length], split.Validation),
            ]
        );

    private static string MomentPrefix(int moment) => $"{moment + 1}.";

    private static StoredTensor ToTensor(TrainingState state)
    {
        IReadOnlyList<string> names = state.Sums.Names;
        List<double> figures = [];
        for (int i = 0; i < state.Epochs.Count; i++)
        {
            EpochRecord epoch = state.Epochs[i];
            figures.AddRange([epoch.Loss, epoch.ValidationLoss ?? double.NaN, state.Losses[i], epoch.LearningRate]);
            figures.AddRange(names.Select(name => epoch.Terms[name]));
        }

        return StoredTensor.FromDoubles("", [state.Epochs.Count, Figures + names.Count], figures.ToArray());
    }

    private void CopyEpochs(TrainingState state)
    {
        int width = Figures + _state.TermNames.Length;
        if (
            _stored.Attachments.Find(Epochs, "") is not StoredTensor tensor
            || tensor.Type != ElementType.F64
            || !tensor.Shape.SequenceEqual([_state.Epoch - 1, width])
        )
            throw new InputException(
                $"its tensor {Epochs} is missing, or has another shape or type than it needs; the file is damaged"
            );
        foreach (double[] figures in tensor.ToDoubles().Chunk(width))
        {
            Dictionary<string, double> terms = _state
                .TermNames.Zip(figures.Skip(Figures))
                .ToDictionary(term => term.First, term => term.Second);
            double? validation = double.IsNaN(figures[1]) ? null : figures[1];
            state.Epochs.Add(new EpochRecord(state.Epochs.Count + 1, figures[0], terms, validation, figures[3]));
            state.Losses.Add(figures[2]);
        }
    }

    // Messages about parts do not name the file, so it is added here.
    private static void Named(string path, Action read)
    {
        try
        {
            read();
        }
        catch (InputException exception)
        {
            throw new InputException($"{path} is a checkpoint that cannot be used: {exception.Message}", exception);
        }
    }

    private static StoredState ReadState(StoredModel stored, string path)
    {
        if (stored.Attachments.Find(Note)?.Json is not string text)
            throw new InputException(
                $"{path} is a model but no checkpoint; give the checkpoint.safetensors of a run that was stopped"
            );
        try
        {
            StoredState? state = JsonSerializer.Deserialize(text, StateJson.Default.StoredState);
            if (state is not null && state.Version != Version)
                throw new InputException(
                    $"{path} has checkpoint version {state.Version}, but this program reads version {Version}; "
                        + "use the program that wrote it"
                );
            if (state is null || !IsSound(state))
                throw new InputException($"{path} is a checkpoint that contradicts itself; the file is damaged");
            Named(path, state.Options.Validate);
            return state;
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InputException(
                $"{path} is a checkpoint whose state cannot be read; the file is damaged, or made by a newer program",
                exception
            );
        }
    }

    // Options that a file leaves out are null after reading, whatever their type and default.
    private static bool IsSound(StoredState state) =>
        state.Options
            is { Optimizer: not null, Schedule: not null, Epochs: >= 1 and int epochs, Patience: >= 0, BatchSize: >= 1 }
        && state.Epoch >= 1
        && state.Epoch <= (long)epochs + 1
        && state.Batch >= 0
        && state.Samples >= 0
        && state.BestEpoch >= 0
        && state.BestEpoch < state.Epoch
        && state.Waited >= 0
        && state.Terms.Length == state.TermNames.Length
        && state.TermNames.Distinct().Count() == state.TermNames.Length
        && !state.TermNames.Contains(null!)
        && double.IsFinite(state.Loss)
        && double.IsFinite(state.LearningRate)
        && !double.IsNaN(state.BestLoss)
        && state.Seconds >= 0
        && state.Seconds < 1e10
        && (state.Pretrained ?? []).All(layer => layer is { Name: not null } && double.IsFinite(layer.Error));
}
