using System.CommandLine;
using Pinhole.Cli.Output;
using Pinhole.Cli.Parsing;
using Pinhole.Data;
using Pinhole.Data.Preprocessing;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Runs;

namespace Pinhole.Cli.Verbs;

/// <summary>A verb that sends rows through a model and writes what comes out to a file.</summary>
internal abstract class RowsVerb : Verb
{
    private readonly Argument<string> _model;
    private readonly Argument<string> _source;
    private readonly Option<string?> _out;
    private readonly ConditionOptions? _condition;

    /// <param name="name">The word.</param>
    /// <param name="description">What it does, in one line.</param>
    /// <param name="example">A command that works.</param>
    /// <param name="sourceName">The name of the argument with the rows.</param>
    /// <param name="sourceDescription">What it may be.</param>
    /// <param name="standardOut">The file that is written when none is named.</param>
    /// <param name="condition">Chooses the condition of the results; null where they depend on none.</param>
    protected RowsVerb(
        string name,
        string description,
        string example,
        string sourceName,
        string sourceDescription,
        string standardOut,
        ConditionOptions? condition = null
    )
        : base(name, description, example)
    {
        _model = RequiredModel();
        _source = Required(sourceName, sourceDescription);
        _out = SharedOptions.Out(
            "The file to write: .npy, .npz, .csv, or .png for images; a table such as sqlite:FILE?table=NAME; - for "
                + "CSV on standard output.",
            standardOut
        );
        AddAll([
            _out,
            SharedOptions.Force,
            .. SharedOptions.Reading,
            SharedOptions.Context,
            SharedOptions.Rows,
            SharedOptions.Seed,
            SharedOptions.Threads,
        ]);
        _condition = condition;
        AddAll(condition?.All ?? []);
    }

    /// <summary>The rows as they enter the model; refuses rows that do not fit.</summary>
    protected virtual Dataset Accept(Autoencoder model, Dataset source)
    {
        RequireWidth(model, source);
        Preprocessors.RequireFilled(model.Options.Preprocess, source);
        return source;
    }

    /// <summary>The schema of what comes out.</summary>
    protected abstract Schema Result(StoredRun run);

    /// <summary>
    /// Whether a conditional model needs the conditions of the rows themselves, even where another is chosen.
    /// </summary>
    protected virtual bool NeedsConditions => true;

    /// <summary>Whether the rows that come in are data, with the columns that the model was trained on.</summary>
    protected virtual bool TakesData => true;

    /// <summary>Sends some rows through the model.</summary>
    /// <param name="run">The model.</param>
    /// <param name="part">The rows.</param>
    /// <param name="results">Receives [count, columns out].</param>
    protected abstract void Transform(StoredRun run, in Part part, Span<float> results);

    /// <summary>Some of the rows.</summary>
    protected readonly ref struct Part
    {
        /// <summary>Which they are, counted from 0.</summary>
        public required ReadOnlySpan<int> Indices { get; init; }

        /// <summary>How many.</summary>
        public int Count => Indices.Length;

        /// <summary>[count, columns in].</summary>
        public required ReadOnlySpan<float> Rows { get; init; }

        /// <summary>Their targets, [count, output columns]; empty for data without targets.</summary>
        public required ReadOnlySpan<float> Targets { get; init; }

        /// <summary>Their own conditions, from labels and context, [count, condition].</summary>
        public required ReadOnlySpan<float> Conditions { get; init; }

        /// <summary>The conditions that the user chose instead, [count, condition]; otherwise their own.</summary>
        public required ReadOnlySpan<float> Chosen { get; init; }
    }

    protected override int Run(ParseResult parsed, Terminal terminal)
    {
        string path = RowsFile.Claim(terminal, parsed.GetValue(_out)!, parsed.GetValue(SharedOptions.Force));
        string address = parsed.GetRequiredValue(_source);
        RowsFile.RequireOther(path, address);
        using Kernels kernels = SharedOptions.CreateKernels(parsed);
        StoredRun run = RunFolder.Open(parsed.GetRequiredValue(_model), kernels);
        using Autoencoder model = run.Model;
        Dataset data = SharedOptions.OpenData(
            parsed,
            address,
            parsed.GetValue(SharedOptions.Seed),
            TakesData ? model : null
        );
        Dataset source = Accept(model, data);
        SayRemarks(terminal, data);

        Schema schema = Result(run);
        RowsFile.Require(path, schema, $"what {Name} gives");
        RowsFile.Write(token => Transform(parsed, run, source, schema, path, token), path, range: schema);
        RowsFile.Tell(terminal, path, source.Rows, schema.Columns, $"{schema.Columns}");
        return ExitCodes.Success;
    }

    private Dataset Transform(
        ParseResult parsed,
        StoredRun run,
        Dataset source,
        Schema schema,
        string name,
        CancellationToken cancellationToken
    )
    {
        Autoencoder model = run.Model;
        bool chosen =
            _condition?.IsGiven(parsed) == true
            || (!NeedsConditions && model.ConditionSize > 0 && source is { HasLabels: false, Context: null });
        float[]? choice = chosen ? _condition!.Choose(parsed, model) : null;
        float[] conditions = choice is null || NeedsConditions ? model.Conditions(source) : [];
        return Dataset.Computed(source.Rows, schema, Compute, name).WithIds(source);

        void Compute(ReadOnlySpan<int> rows, Span<float> target)
        {
            const int numbersAtATime = 1 << 20;
            int most = Math.Max(1, numbersAtATime / source.Columns);
            for (int first = 0; first < rows.Length; first += most)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(most, rows.Length - first);
                ComputeSome(rows.Slice(first, count), target.Slice(first * schema.Columns, count * schema.Columns));
            }
        }

        void ComputeSome(ReadOnlySpan<int> rows, Span<float> target)
        {
            float[] values = new float[rows.Length * source.Columns];
            source.CopyRows(rows, values);
            float[] targets = source.Targets is null ? [] : new float[rows.Length * source.Targets.Columns];
            source.Targets?.CopyRows(rows, targets);
            float[] own = conditions.Length == 0 ? [] : new float[rows.Length * model.ConditionSize];
            for (int i = 0; i < rows.Length && own.Length > 0; i++)
                conditions
                    .AsSpan(rows[i] * model.ConditionSize, model.ConditionSize)
                    .CopyTo(own.AsSpan(i * model.ConditionSize));
            Part part = new()
            {
                Indices = rows,
                Rows = values,
                Targets = targets,
                Conditions = own,
                Chosen = choice is null
                    ? own
                    : [.. Enumerable.Repeat(choice, rows.Length).SelectMany(numbers => numbers)],
            };
            Transform(run, part, target);
        }
    }
}
