using System.Text.Json;

namespace Pinhole.Cli.Tests.Verbs;

public class ScheduleOptionsTests
{
    [Theory]
    [InlineData("--decay 0.5", "--decay is for the schedules step, exponential and plateau; add --schedule step")]
    [InlineData(
        "--schedule constant --decay-epochs 2",
        "--decay-epochs is for the schedules step, exponential and plateau"
    )]
    [InlineData("--schedule step --decay 2", "a decay of 2 is not possible; choose more than 0 and less than 1")]
    [InlineData(
        "--schedule step --decay-epochs 0",
        "--decay-epochs '0' is not possible; give a whole number of at least 1"
    )]
    [InlineData("--schedule plateau --decay 0", "a cut of 0 is not possible")]
    [InlineData("--warmup 1", "a warm-up of 1 of all steps is not possible; choose at least 0 and less than 1")]
    [InlineData("--schedule stp", "unknown --schedule 'stp'; did you mean 'step'?")]
    [InlineData("--weight-decay 0.1", "--weight-decay is for the optimizers adamw and sgd; add --optimizer adamw")]
    [InlineData("--optimizer rmsprop --weight-decay 0.1", "--weight-decay is for the optimizers adamw and sgd")]
    public void An_option_that_does_not_fit_is_refused_in_one_line(string options, string message)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            ["train", "digits", "--rows", "20", .. options.Split(' ')]
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(
        "--schedule step --decay 0.2 --decay-epochs 3",
        "schedule",
        "step",
        "decay",
        0.2,
        "times 0.2 every 3 epochs"
    )]
    [InlineData(
        "--schedule exponential --decay 0.9 --decay-epochs 1",
        "schedule",
        "exponential",
        "epochs",
        1,
        "exponential, times 0.9 every epoch"
    )]
    [InlineData(
        "--schedule exponential",
        "schedule",
        "exponential",
        "decay",
        0.1,
        "exponential, times 0.1 every third of the steps"
    )]
    [InlineData(
        "--schedule plateau --decay 0.3 --decay-epochs 2",
        "schedule",
        "plateau",
        "patience",
        2,
        "times 0.3 after 2 epochs without progress"
    )]
    [InlineData(
        "--warmup 0.1",
        "schedule",
        "cosine",
        "warmUp",
        0.1,
        "grows over 0.1 of all steps, then cosine, down to zero"
    )]
    [InlineData(
        "--optimizer adamw --weight-decay 0.3",
        "optimizer",
        "adamw",
        "weightDecay",
        0.3,
        "AdamW, weight decay 0.3, learning rate 0.001"
    )]
    [InlineData(
        "--optimizer sgd --weight-decay 0.3",
        "optimizer",
        "sgd",
        "weightDecay",
        0.3,
        "SGD with momentum 0.9, weight decay 0.3, learning rate 0.001"
    )]
    public void What_is_asked_for_is_in_the_record_and_the_report(
        string options,
        string piece,
        string name,
        string setting,
        double value,
        string text
    )
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(
            folder.Path,
            [
                "train",
                "digits",
                "--rows",
                "40",
                "--epochs",
                "1",
                "--hidden",
                "8",
                "--latent",
                "3",
                "--out",
                "run",
                "--quiet",
                .. options.Split(' '),
            ]
        );
        Assert.True(result.ExitCode == 0, result.Errors);

        JsonElement training = JsonDocument
            .Parse(File.ReadAllText(folder.Of("run/record.json")))
            .RootElement.GetProperty("training");
        Assert.Equal(name, training.GetProperty(piece).GetProperty("name").GetString());
        Assert.Equal(value, training.GetProperty(piece).GetProperty(setting).GetDouble());
        Assert.Contains(text, File.ReadAllText(folder.Of("run/report.html")), StringComparison.Ordinal);
    }
}
