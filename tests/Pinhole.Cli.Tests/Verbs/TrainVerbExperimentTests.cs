using System.Diagnostics;
using Pinhole.Models;
using Pinhole.Runs;
using Pinhole.Training;

namespace Pinhole.Cli.Tests.Verbs;

public sealed class TrainVerbExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Options of every kind: pieces, data, training, and choices that the data decide.
    [Theory]
    [InlineData("digits --rows 120 --epochs 2 --hidden 16 --seed 9")]
    [InlineData("digits --rows 120 --epochs 2 --model vae --hidden 12,8 --binarize fixed --beta 0.5 --free-bits 0.1")]
    [InlineData("digits --rows 120 --epochs 2 --model convolutional --hidden 4,4 --corruption gaussian --norm batch")]
    [InlineData("digits --rows 120 --epochs 1 --hidden 16 --pretrain rbm --pretrain-epochs 1 --latent 4")]
    [InlineData("digits --rows 120 --epochs 2 --targets labels --optimizer sgd --schedule plateau --l2 1e-4 --clip 1")]
    [InlineData("t.csv --labels kind --model conditional --validation 0.3 --preprocess robust --epochs 3")]
    [InlineData("t.csv --context a --model conditional --ignore b --epochs 3 --sparsity topk --sparsity-units 1")]
    public void A_run_is_repeated_bit_for_bit_by_its_experiment(string options)
    {
        WriteTable();
        Train($"train {options} --out first --quiet");
        Train("train first/experiment.json --out second --quiet --threads 1");
        Assert.Equal(Model("first"), Model("second"));
        Assert.Equal(
            File.ReadAllText(_folder.Of("first/experiment.json")),
            File.ReadAllText(_folder.Of("second/experiment.json"))
        );
        Assert.Contains(
            "pinhole train first/experiment.json",
            File.ReadAllText(_folder.Of("first/report.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_option_that_is_given_overrides_its_setting_alone()
    {
        Train("train digits --rows 120 --epochs 2 --model vae --hidden 16 --latent 3 --beta 2 --out first --quiet");
        Train("train first/experiment.json --latent 4 --seed 5 --batch 32 --out changed --quiet");
        Train(
            "train digits --rows 120 --epochs 2 --model vae --hidden 16 --latent 4 --beta 2 --seed 5 --batch 32 "
                + "--out asked --quiet"
        );
        Assert.Equal(Model("asked"), Model("changed"));
        Train("train first/experiment.json --model vae --out same --quiet");
        Assert.Equal(Model("first"), Model("same"));
        Train("train first/experiment.json --model deep --epochs 1 --quiet");
        Assert.Contains("runs/digits-deep", _folder.Entries);
    }

    [Fact]
    public void An_experiment_that_a_person_wrote_is_enough()
    {
        _folder.Write(
            "mine.json",
            """{ "data": "digits", "dataOptions": { "rows": 80 }, "training": { "epochs": 1 } }"""
        );
        Train("train mine.json --quiet --out mine");
        Train("train digits --rows 80 --epochs 1 --quiet --out asked");
        Assert.Equal(Model("asked"), Model("mine"));

        _folder.Write("wrong.json", """{ "data": "digits", "training": { "epoch": 1 } }""");
        PinholeCommand.Result wrong = PinholeCommand.Run(_folder.Path, "train", "wrong.json");
        Assert.Equal(ExitCodes.BadInput, wrong.ExitCode);
        Assert.Contains(
            "wrong.json is not an experiment: there is no setting training.epoch; leave it out",
            Assert.Single(wrong.ErrorLines),
            StringComparison.Ordinal
        );
        PinholeCommand.Result missing = PinholeCommand.Run(_folder.Path, "train", "nothing.json");
        Assert.Contains("nothing.json cannot be read", Assert.Single(missing.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_that_the_command_began_goes_on_in_a_program_and_the_other_way_round()
    {
        string data = _folder.Of("t.csv");
        WriteTable();
        Experiment experiment = new()
        {
            Data = data,
            Model = Presets.Create("deep", 2, [8]),
            Training = new TrainingOptions
            {
                Epochs = 30,
                BatchSize = 4,
                Patience = 0,
            },
            Seed = 3,
        };
        experiment.Run(_folder.Of("whole"));

        // Begun in a program.
        int steps = 0;
        experiment.Run(_folder.Of("ours"), observer: new Stopper(() => ++steps < 100));
        PinholeCommand.Result resumed = PinholeCommand.Run(_folder.Path, "train", "--resume", "ours", "--quiet");
        Assert.True(resumed.ExitCode == 0, resumed.Errors);
        Assert.Equal(Model("whole"), Model("ours"));

        // Begun by the command.
        _folder.Write(
            "long.json",
            (experiment with { Training = experiment.Training with { Epochs = 3000 } }).ToJson()
        );
        using Process process = PinholeCommand.Start(_folder.Path, "train", "long.json", "--out", "theirs");
        while (
            await process.StandardError.ReadLineAsync() is string line
            && !line.StartsWith("epoch ", StringComparison.Ordinal)
        ) { }

        PinholeCommand.Signal(process, "INT");
        await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(ExitCodes.Interrupted, process.ExitCode);
        Assert.Equal(StopReason.Finished, Experiment.Resume(_folder.Of("theirs")).StopReason);
        Train("train long.json --out long --quiet");
        Assert.Equal(Model("long"), Model("theirs"));
    }

    [Fact]
    public void A_password_is_neither_in_the_experiment_nor_in_the_report()
    {
        WriteTable();
        Train("train t.csv --epochs 1 --hidden 4 --latent 1 --out run --quiet");
        Train("reconstruct run t.csv --out sqlite:t.db?table=t --quiet");
        // A file of that name is no place for a password, and yet it is taken for one that an address may have.
        PinholeCommand.Result refused = PinholeCommand.Run(
            _folder.Path,
            "train",
            "postgresql://me:secret@localhost:1/db?table=t"
        );
        Assert.DoesNotContain("secret", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Entries, entry => entry.StartsWith("runs", StringComparison.Ordinal));
    }

    private void Train(string command)
    {
        PinholeCommand.Result result = PinholeCommand.Run(_folder.Path, command.Split(' '));
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private byte[] Model(string run) => File.ReadAllBytes(_folder.Of($"{run}/model.safetensors"));

    private void WriteTable() =>
        _folder.Write(
            "t.csv",
            "a,b,c,kind\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i => FormattableString.Invariant($"{i % 9},{i % 7},{(i % 5) * (i % 3)},k{i % 2}\n"))
                )
        );

    private sealed class Stopper(Func<bool> goOn) : ITrainingObserver
    {
        public bool Observe(in TrainingProgress progress) => goOn();
    }
}
